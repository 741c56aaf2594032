package dev.hearth.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Bytes;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MemoryBudgetTest {

  private static final MemoryLimit LAMBDA =
      new MemoryLimit(Bytes.mebibytes(512), "Lambda's 512 MiB");

  @TempDir private Path root = Path.of("");

  @Test
  void of_smallHeap_reservesWhatItMayGrowBy() {
    assertThat(MemoryBudget.of(LAMBDA, Bytes.mebibytes(140), Bytes.mebibytes(90)))
        .isEqualTo(
            new MemoryBudget(
                Bytes.mebibytes(282),
                "Lambda's 512 MiB less 140 MiB in use and 90 MiB for the heap to grow"));
  }

  @Test
  void of_heapOfNearlyAllThereIs_reservesAQuarter() {
    assertThat(MemoryBudget.of(LAMBDA, Bytes.mebibytes(140), Bytes.mebibytes(440)))
        .isEqualTo(
            new MemoryBudget(
                Bytes.mebibytes(244),
                "Lambda's 512 MiB less 140 MiB in use and 128 MiB for the heap to grow"));
  }

  @Test
  void of_moreInUseThanThereIs_isNothing() {
    assertThat(MemoryBudget.of(LAMBDA, Bytes.mebibytes(600), Bytes.of(0)).bytes())
        .isEqualTo(Bytes.of(0));
  }

  @Test
  void current_here_isLessThanTheLimit() {
    MemoryBudget.current()
        .ifPresent(
            budget ->
                assertThat(budget.bytes()).isLessThan(MemoryLimit.current().orElseThrow().bytes()));
  }

  @Test
  void resident_statusOfAProcess_isRead() {
    assertThat(resident("Name:\tjava\nVmRSS:\t  2048 kB\nRssAnon:\t    1024 kB\nThreads:\t9\n"))
        .contains(new ResidentMemory(Bytes.mebibytes(2), Bytes.mebibytes(1)));
  }

  @Test
  void resident_oldKernel_countsAllAsAnonymous() {
    assertThat(resident("VmRSS:\t  2048 kB\n"))
        .contains(new ResidentMemory(Bytes.mebibytes(2), Bytes.mebibytes(2)));
  }

  @Test
  void resident_unreadable_isUnknown() {
    assertThat(ResidentMemory.in(new Stage(root.resolve("none")).surroundings())).isEmpty();
    assertThat(resident("")).isEmpty();
    assertThat(resident("VmRSS: many kB\nRssAnon: 5 kB")).isEmpty();
    assertThat(resident("VmRSS: -1 kB")).isEmpty();
    assertThat(resident("VmRSS: 9223372036854775807 kB")).isEmpty();
  }

  private Optional<ResidentMemory> resident(String status) {
    return ResidentMemory.in(new Stage(root).file("proc/self/status", status).surroundings());
  }
}
