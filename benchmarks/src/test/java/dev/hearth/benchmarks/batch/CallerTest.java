package dev.hearth.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.DeadlineExceededException;
import dev.hearth.OverloadedException;
import dev.hearth.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CallerTest {

  private static final Work ROWS =
      (items, deadline) -> items.stream().map(item -> new float[] {item.row()}).toList();
  private static final References REFERENCES = References.of(ROWS, 4);

  private final List<RuntimeException> surprises = new ArrayList<>();

  @Test
  void call_itsOwnAnswer_isAnswered() {
    assertThat(fate(new Unbatched(ROWS))).isEqualTo(Fate.ANSWERED);
  }

  @Test
  void call_nearlyItsOwnAnswer_isAnswered() {
    assertThat(fate((item, deadline, tenant) -> new float[] {item.row() + 0.4f}))
        .isEqualTo(Fate.ANSWERED);
  }

  @Test
  void call_anotherItemsAnswer_isWrong() {
    assertThat(fate((item, deadline, tenant) -> new float[] {item.row() + 1}))
        .isEqualTo(Fate.WRONG);
  }

  @Test
  void call_answeredAfterItWasWanted_isLate() {
    Caller caller = caller(new Unbatched(ROWS), Items.of(REFERENCES));
    long begin = Ticker.system().nanos() - Duration.ofMinutes(2).toNanos();
    Sample sample = caller.call(begin, 0, "a");
    assertThat(sample.fate()).isEqualTo(Fate.LATE);
    assertThat(sample.millis()).isGreaterThanOrEqualTo(120_000);
  }

  @Test
  void call_toldOfTheDeadline_isLate() {
    assertThat(fate(failing(new DeadlineExceededException("deadline")))).isEqualTo(Fate.LATE);
  }

  @Test
  void call_turnedAway_isRefused() {
    assertThat(fate(failing(new OverloadedException("full")))).isEqualTo(Fate.REFUSED);
  }

  @Test
  void call_anyOtherFailure_isToldOf() {
    assertThat(fate(failing(new IllegalStateException("broken")))).isEqualTo(Fate.FAILED);
    assertThat(surprises).extracting(Throwable::getMessage).containsExactly("broken");
  }

  @Test
  void call_poisonedItem_hasToFail() {
    Items poisoned = Items.poisoned(REFERENCES, 1);
    Batching careful = new Unbatched(new Poisonable(ROWS));
    assertThat(fate(caller(careful, poisoned))).isEqualTo(Fate.POISONED);
    assertThat(fate(caller(new Unbatched(ROWS), poisoned))).isEqualTo(Fate.WRONG);
    assertThat(surprises).isEmpty();
  }

  private Fate fate(Batching batching) {
    return fate(caller(batching, Items.of(REFERENCES)));
  }

  private static Fate fate(Caller caller) {
    return caller.call(Ticker.system().nanos(), 0, "a").fate();
  }

  private Caller caller(Batching batching, Items items) {
    return new Caller(batching, items, REFERENCES, Duration.ofMinutes(1), surprises::add);
  }

  private static Batching failing(RuntimeException failure) {
    return (item, deadline, tenant) -> {
      throw failure;
    };
  }
}
