package dev.hearth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.Caller;
import dev.hearth.FakeTicker;
import dev.hearth.LoadReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadContextTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final FakeTicker ticker = new FakeTicker();
  private final LoadContext context = new LoadContext(ticker);
  private final AtomicInteger aborts = new AtomicInteger();

  @Test
  void report_ofNothing_knowsNothing() {
    assertThat(context.report()).hasToString("unknown");
  }

  @Test
  void step_runInOrder_isReportedInOrder() {
    context.foundIn("disk");
    String result = context.step("open", () -> spend(2, "opened"));
    context.step("session", () -> spend(40, ""));
    context.step("open", () -> spend(3, ""));

    assertThat(result).isEqualTo("opened");
    LoadReport report = context.report();
    assertThat(report.foundIn()).isEqualTo("disk");
    assertThat(report.steps().keySet()).containsExactly("open", "session");
    assertThat(report.steps().values())
        .containsExactly(Duration.ofMillis(5), Duration.ofMillis(40));
    assertThat(report).hasToString("disk: open 5 ms, session 40 ms");
  }

  @Test
  void step_thatFails_isTimedToo() {
    assertThatThrownBy(
            () ->
                context.step(
                    "read",
                    () -> {
                      ticker.advance(Duration.ofMillis(7));
                      throw new IOException("reset");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("reset");

    assertThat(context.report().steps()).containsEntry("read", Duration.ofMillis(7));
  }

  @Test
  void report_laterSteps_doNotChangeIt() {
    LoadReport report = context.report();
    context.step("later", () -> "");

    assertThat(report.steps()).isEmpty();
    assertThatThrownBy(() -> report.steps().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void abandonIfStalled_exactlyAtThePatience_abandons() {
    context.abandonable(aborts::incrementAndGet);
    ticker.advance(PATIENCE.minusNanos(1));
    assertThat(context.abandonIfStalled(PATIENCE)).isFalse();
    assertThat(context.abandoned()).isFalse();

    ticker.advance(Duration.ofNanos(1));
    assertThat(context.abandonIfStalled(PATIENCE)).isTrue();
    assertThat(context.abandoned()).isTrue();
    assertThat(aborts).hasValue(1);
  }

  @Test
  void abandonIfStalled_stepEndedOfLate_doesNot() {
    context.abandonable(aborts::incrementAndGet);
    ticker.advance(PATIENCE);
    context.step("read", () -> "");

    assertThat(context.abandonIfStalled(PATIENCE)).isFalse();
  }

  @Test
  void abandonIfStalled_outsideAnAbandonablePart_doesNot() {
    ticker.advance(PATIENCE);
    assertThat(context.abandonIfStalled(PATIENCE)).isFalse();

    context.abandonable(aborts::incrementAndGet);
    context.unabandonable();
    assertThat(context.abandonIfStalled(PATIENCE)).isFalse();
    assertThat(aborts).hasValue(0);
  }

  @Test
  void abandonable_alreadyAbandoned_abortsAtOnce() {
    context.abandonable(() -> {});
    ticker.advance(PATIENCE);
    context.abandonIfStalled(PATIENCE);

    context.abandonable(aborts::incrementAndGet);

    assertThat(aborts).hasValue(1);
  }

  /** A load that left the part unabandoned is never abandoned afterwards. */
  @Test
  void unabandonable_concurrentAbandon_oneOfThemWins() {
    for (int round = 0; round < 20; round++) {
      List<LoadContext> contexts =
          Stream.generate(() -> new LoadContext(ticker)).limit(20_000).toList();
      contexts.forEach(racing -> racing.abandonable(() -> {}));
      Caller<List<Boolean>> loader =
          Caller.of(() -> contexts.stream().map(LoadContextTest::seenAfterThePart).toList());
      List<Boolean> abandoned =
          contexts.stream().map(racing -> racing.abandonIfStalled(Duration.ZERO)).toList();

      assertThat(loader.result()).isEqualTo(abandoned);
    }
  }

  private static boolean seenAfterThePart(LoadContext context) {
    context.unabandonable();
    return context.abandoned();
  }

  private String spend(int millis, String result) {
    ticker.advance(Duration.ofMillis(millis));
    return result;
  }
}
