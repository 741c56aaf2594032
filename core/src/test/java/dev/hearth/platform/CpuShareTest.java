package dev.hearth.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CpuShareTest {

  @TempDir private Path root = Path.of("");
  private Stage stage = new Stage(root);

  @BeforeEach
  void machineOfEightProcessors() {
    stage = new Stage(root).processors(8);
  }

  @Test
  void lambda_byMemory_isAProcessorFor1769() {
    stage.processors(2).env(Stage.LAMBDA_MEMORY, "1769");
    assertShare(1.0, 1);
    stage.env(Stage.LAMBDA_MEMORY, "128");
    assertShare(128 / 1769.0, 1);
    stage.env(Stage.LAMBDA_MEMORY, "3008");
    assertShare(3008 / 1769.0, 2);
  }

  @Test
  void lambda_moreThanTheProcessorsThereAre_isThose() {
    stage.processors(6).env(Stage.LAMBDA_MEMORY, "10849");
    assertShare(6, 6);
  }

  @Test
  void unified_quota_isTheShare() {
    stage.file("proc/self/cgroup", "0::/app\n");
    stage.file("sys/fs/cgroup/app/cpu.max", "150000 100000\n");
    assertShare(1.5, 2);
  }

  @Test
  void unified_aParentIsTighter_itsShareHolds() {
    stage.file("proc/self/cgroup", "0::/app/one\n");
    stage.file("sys/fs/cgroup/app/one/cpu.max", "400000 100000\n");
    stage.file("sys/fs/cgroup/app/cpu.max", "25000 50000\n");
    stage.file("sys/fs/cgroup/cpu.max", "max 100000\n");
    assertShare(0.5, 1);
  }

  @Test
  void unified_max_isAllThereIs() {
    stage.file("proc/self/cgroup", "0::/\n").file("sys/fs/cgroup/cpu.max", "max 100000\n");
    assertShare(8, 8);
  }

  @Test
  void version1_quota_isTheShare() {
    stage.file("proc/self/cgroup", "3:cpu:/x/y\n");
    version1("sys/fs/cgroup/cpu/x/y/", "250000", "100000");
    version1("sys/fs/cgroup/cpu/", "-1", "100000");
    assertShare(2.5, 3);
  }

  @Test
  void version1_mountedWithAccounting_isFound() {
    stage.file("proc/self/cgroup", "3:cpu,cpuacct:/docker/0123abcd\n");
    version1("sys/fs/cgroup/cpu,cpuacct/", "200000", "100000");
    assertShare(2, 2);
  }

  @Test
  void version1_noQuota_isAllThereIs() {
    stage.file("proc/self/cgroup", "3:cpu:/\n");
    version1("sys/fs/cgroup/cpu/", "-1", "100000");
    assertShare(8, 8);
  }

  @Test
  void quota_isNoNumber_isPassedOver() {
    stage.file("proc/self/cgroup", "0::/\n");
    for (String text : new String[] {"", "100000", "x y", "100000 0", "0 100000", "1 2 3"}) {
      stage.file("sys/fs/cgroup/cpu.max", text);
      assertShare(8, 8);
    }
  }

  @Test
  void nothing_isKnown_isAllThereIs() {
    assertShare(8, 8);
  }

  @Test
  void current_here_isWithinTheProcessorsThereAre() {
    assertThat(CpuShare.current().threads())
        .isBetween(1, Runtime.getRuntime().availableProcessors());
  }

  @Test
  void share_ofNothing_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CpuShare(0, 2))
        .withMessage("processors: 0.0 of 2 (expected: more than 0 of 1 or more)");
    assertThatIllegalArgumentException().isThrownBy(() -> new CpuShare(Double.NaN, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new CpuShare(1, 0));
  }

  private void version1(String folder, String quota, String period) {
    stage.file(folder + "cpu.cfs_quota_us", quota + "\n");
    stage.file(folder + "cpu.cfs_period_us", period + "\n");
  }

  private void assertShare(double processors, int threads) {
    CpuShare share = CpuShare.in(stage.surroundings());
    assertThat(share.processors()).isEqualTo(processors);
    assertThat(share.threads()).isEqualTo(threads);
  }
}
