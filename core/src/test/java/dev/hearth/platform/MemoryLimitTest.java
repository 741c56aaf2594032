package dev.hearth.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Bytes;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MemoryLimitTest {

  private static final long MEBI = 1 << 20;

  @TempDir private Path root = Path.of("");
  private Stage stage = new Stage(root);

  @BeforeEach
  void machineOfEightGibibytes() {
    stage = new Stage(root).file("proc/meminfo", "MemTotal:        8388608 kB\nMemFree: 1 kB\n");
  }

  @Test
  void lambda_saysHowMuch_isBelievedBeforeAllElse() {
    stage.env(Stage.LAMBDA_MEMORY, "1769");
    unified("/", "sys/fs/cgroup/memory.max", 512 * MEBI);
    assertLimit(1769 * MEBI, "Lambda's 1769 MiB");
  }

  @Test
  void lambda_saysNoNumber_isPassedOver() {
    for (String size : new String[] {"", "much", "0", "-1", "9223372036854775807"}) {
      stage.env(Stage.LAMBDA_MEMORY, size);
      assertLimit(8192 * MEBI, "the machine's 8192 MiB");
    }
  }

  @Test
  void unified_ownGroup_isTheLimit() {
    unified("/app/one", "sys/fs/cgroup/app/one/memory.max", 512 * MEBI);
    assertLimit(512 * MEBI, "the cgroup limit of 512 MiB");
  }

  @Test
  void unified_aParentIsTighter_itsLimitHolds() {
    unified("/app/one", "sys/fs/cgroup/app/one/memory.max", 512 * MEBI);
    stage.file("sys/fs/cgroup/app/memory.max", 256 * MEBI + "\n");
    stage.file("sys/fs/cgroup/memory.max", "max\n");
    assertLimit(256 * MEBI, "the cgroup limit of 256 MiB");
  }

  @Test
  void unified_pathOfTheHost_findsTheContainersRoot() {
    unified("/docker/0123abcd", "sys/fs/cgroup/memory.max", 300 * MEBI);
    assertLimit(300 * MEBI, "the cgroup limit of 300 MiB");
  }

  @Test
  void unified_pathLeavesTheNamespace_isTheRoot() {
    unified("/../../elsewhere", "sys/fs/cgroup/memory.max", 300 * MEBI);
    stage.file("sys/elsewhere/memory.max", MEBI + "\n");
    stage.file("elsewhere/memory.max", MEBI + "\n");
    assertLimit(300 * MEBI, "the cgroup limit of 300 MiB");
  }

  @Test
  void unified_max_leavesTheMachine() {
    stage.file("proc/self/cgroup", "0::/\n").file("sys/fs/cgroup/memory.max", "max\n");
    assertLimit(8192 * MEBI, "the machine's 8192 MiB");
  }

  @Test
  void unified_besideVersion1_isFound() {
    stage.file("proc/self/cgroup", "4:memory:/\n0::/user\n");
    stage.file("sys/fs/cgroup/unified/user/memory.max", 128 * MEBI + "\n");
    assertLimit(128 * MEBI, "the cgroup limit of 128 MiB");
  }

  @Test
  void version1_ownGroup_isTheLimit() {
    stage.file("proc/self/cgroup", "9:name=systemd:/\n4:memory:/a/b\n1:cpu,cpuacct:/c\n");
    stage.file("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", 700 * MEBI + "\n");
    stage.file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    assertLimit(700 * MEBI, "the cgroup limit of 700 MiB");
  }

  @Test
  void version1_hugeNumber_isNoLimit() {
    stage.file("proc/self/cgroup", "4:memory:/\n");
    for (String huge : new String[] {"9223372036854771712", "9223372036854775807"}) {
      stage.file("sys/fs/cgroup/memory/memory.limit_in_bytes", huge + "\n");
      assertLimit(8192 * MEBI, "the machine's 8192 MiB");
    }
  }

  @Test
  void group_allowsMoreThanThereIs_isTheMachine() {
    unified("/", "sys/fs/cgroup/memory.max", 9000 * MEBI);
    assertLimit(8192 * MEBI, "the machine's 8192 MiB");
  }

  @Test
  void group_fileIsNoNumber_isPassedOver() {
    for (String text : new String[] {"", "\n", "many", "-5", "0", "99999999999999999999"}) {
      stage
          .file("proc/self/cgroup", "0::/\n\nnonsense\n:\n")
          .file("sys/fs/cgroup/memory.max", text);
      assertLimit(8192 * MEBI, "the machine's 8192 MiB");
    }
  }

  @Test
  void machine_doesNotTell_thereIsNoLimit() {
    for (String text : new String[] {"", "MemTotal: kB", "MemTotal: 5", "MemTotal: x kB\n"}) {
      stage.file("proc/meminfo", text);
      assertThat(MemoryLimit.in(stage.surroundings())).isEmpty();
    }
    assertThat(MemoryLimit.in(new Stage(root.resolve("none")).surroundings())).isEmpty();
  }

  @Test
  void current_here_isSomeMemory() {
    assertThat(MemoryLimit.current()).isEqualTo(MemoryLimit.current());
    MemoryLimit.current()
        .ifPresent(limit -> assertThat(limit.bytes()).isGreaterThan(Bytes.mebibytes(16)));
  }

  private void unified(String group, String file, long limit) {
    stage.file("proc/self/cgroup", "0::" + group + "\n").file(file, limit + "\n");
  }

  private void assertLimit(long bytes, String source) {
    assertThat(MemoryLimit.in(stage.surroundings()))
        .contains(new MemoryLimit(Bytes.of(bytes), source));
  }
}
