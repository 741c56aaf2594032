package dev.hearth.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LoadTest {

  private static final Work ROWS =
      (items, deadline) -> items.stream().map(item -> new float[] {item.row()}).toList();
  private static final References REFERENCES = References.of(ROWS, 4);

  @Test
  void closed_noWindow_stillCountsCallsOfEachCaller() throws InterruptedException {
    try (CallerPool pool = new CallerPool()) {
      Latencies calls =
          new ClosedLoad(8, Duration.ZERO, Duration.ZERO).run(caller(new Unbatched(ROWS)), pool);
      assertThat(calls.samples()).hasSize(16);
      assertThat(calls.count(Fate.ANSWERED)).isEqualTo(16);
    }
  }

  @Test
  void closed_callsThatOutlastTheWindow_countForThePartInIt() throws InterruptedException {
    Duration window = Duration.ofNanos(1);
    try (CallerPool pool = new CallerPool()) {
      Latencies calls =
          new ClosedLoad(2, Duration.ZERO, window).run(caller(new Unbatched(ROWS)), pool);
      assertThat(calls.span()).isEqualTo(window);
      assertThat(calls.answers()).isGreaterThan(0).isLessThan(1);
    }
  }

  @Test
  void open_aCallThatIsBegunLate_countsFromWhenItWasDue() throws InterruptedException {
    AtomicInteger halves = new AtomicInteger();
    Arrivals arrivals = Arrivals.poisson(1000, Duration.ofMillis(40), 1);
    OpenLoad load = new OpenLoad(arrivals, Duration.ZERO, halves::incrementAndGet);
    try (CallerPool pool = new CallerPool()) {
      long begin = Ticker.system().nanos() - Duration.ofSeconds(5).toNanos();
      OpenLoad.Result result = new Running(load, caller(new Unbatched(ROWS)), pool, begin).run();
      assertThat(result.latencies().samples())
          .hasSameSizeAs(arrivals.all())
          .allSatisfy(sample -> assertThat(sample.millis()).isGreaterThan(4900));
      assertThat(halves).hasValue(1);
    }
  }

  private static Caller caller(Batching batching) {
    return new Caller(
        batching, Items.of(REFERENCES), REFERENCES, Duration.ofMinutes(1), surprise -> {});
  }
}
