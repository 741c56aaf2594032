package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.Deadline;
import dev.hearth.FakeTicker;
import dev.hearth.OverloadedException;
import dev.hearth.function.Call;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final long MILLI = 1_000_000;

  private final FakeTicker ticker = new FakeTicker();
  private BatchQueue<Work, Integer> queue = queue(10);

  @Test
  void admit_moreThanMayWait_isRefusedWithTheFigures() {
    admit("a", Duration.ZERO, 8);
    assertThatThrownBy(() -> admit("a", Duration.ZERO, 3))
        .isInstanceOf(OverloadedException.class)
        .hasMessage(
            "function 'f': 8 items wait already, 8 of this tenant (expected: at most 10); retry"
                + " later, or let the platform start more instances");
    admit("a", Duration.ZERO, 2);
  }

  @Test
  void admit_nobodyWaits_takesEvenMoreThanMayWait() {
    assertThatCode(() -> admit("a", Duration.ZERO, 25)).doesNotThrowAnyException();
    assertThatThrownBy(() -> admit("b", Duration.ZERO, 1)).isInstanceOf(OverloadedException.class);
  }

  @Test
  void admit_anotherTenantFillsTheRoom_hasRoomOfItsOwn() {
    admit("flood", Duration.ZERO, 10);
    admit("quiet", Duration.ZERO, 5);
    assertThatThrownBy(() -> admit("quiet", Duration.ZERO, 1))
        .hasMessageContaining("15 items wait already, 5 of this tenant (expected: at most 5)");
  }

  @Test
  void admit_noTimeForIt_isRefusedWithTheFigures() {
    queue.shapes().costs(0).of(1).add(1, 10 * MILLI, 0);
    admit("a", Duration.ZERO, 4);
    assertThatThrownBy(() -> admit("a", Duration.ofMillis(5), 1))
        .isInstanceOf(OverloadedException.class)
        .message()
        .matches(
            "function 'f': an answer would take about [0-9.]+ ms, 5\\.0 ms are left \\(4 rows wait"
                + " before it, 0 run, [0-9.]+ ms each\\); retry later, send less at once, or let"
                + " the platform start more instances");
  }

  @Test
  void admit_timeEnoughForWhatIsBeforeIt_isTakenIn() {
    queue.shapes().costs(0).of(1).add(1, 10 * MILLI, 0);
    admit("a", Duration.ZERO, 4);
    assertThatCode(() -> admit("a", Duration.ofMillis(100), 1)).doesNotThrowAnyException();
  }

  @Test
  void admit_nothingKnownYet_isTakenInHoweverLittleTimeThereIs() {
    assertThatCode(() -> admit("a", Duration.ofNanos(1), 1)).doesNotThrowAnyException();
  }

  @Test
  void admit_moreRowsThanFitInTheTime_areRefusedTogether() {
    queue = queue(1000);
    for (int i = 0; i < 4; i++) {
      queue.shapes().costs(0).of(1).add(1, 10 * MILLI, 0);
      queue.shapes().costs(0).of(1).add(8, 80 * MILLI, 0);
    }
    assertThatThrownBy(() -> admit("a", Duration.ofMillis(100), 50))
        .isInstanceOf(OverloadedException.class);
    admit("a", Duration.ofMillis(100), 5);
  }

  private BatchQueue<Work, Integer> queue(int room) {
    return new BatchQueue<>(ticker, Work.batcher().maxQueued(room).settings(), Work::run);
  }

  /** Has a tenant's call taken in; zero stands for no deadline. */
  private void admit(String tenant, Duration deadline, int rows) {
    Deadline until = deadline.isZero() ? Deadline.none() : Deadline.after(deadline, ticker);
    Call call = new Call("r", until).forTenant(tenant);
    queue.admit(queue.submission(IntStream.range(0, rows).mapToObj(Work::of).toList(), call), 1);
  }
}
