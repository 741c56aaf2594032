package dev.hearth.lambda;

import static dev.hearth.lambda.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Deadline;
import dev.hearth.InitPolicy;
import dev.hearth.Lazy;
import dev.hearth.ModelUnavailableException;
import dev.hearth.lambda.functions.MemoryModel;
import dev.hearth.lambda.functions.Shout;
import dev.hearth.lambda.functions.Shouting;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InitTest {

  private static final String HELLO = "{\"text\":\"hello\"}";
  private static final String SHOUTED = "{\"shout\":\"HELLO\"}";

  private final AtomicInteger tries = new AtomicInteger();

  @Test
  void construct_lazy_loadsWithTheFirstCall() {
    MemoryModel model = new MemoryModel(() -> {});
    Shouting handler = new Shouting(Shout.on(model).build(), InitPolicy.LAZY);
    assertThat(model.loads()).isZero();
    assertThat(call(handler, HELLO)).isEqualTo(SHOUTED);
    assertThat(model.loads()).isEqualTo(1);
  }

  @Test
  void construct_background_doesNotWaitForTheLoad() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch constructed = new CountDownLatch(1);
    MemoryModel model =
        new MemoryModel(
            () -> {
              begun.countDown();
              await(constructed);
            });
    Shouting handler = new Shouting(Shout.on(model).build(), InitPolicy.BACKGROUND);
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(model.isLoaded()).isFalse();
    constructed.countDown();
    assertThat(call(handler, HELLO)).isEqualTo(SHOUTED);
    assertThat(model.loads()).isEqualTo(1);
  }

  @Test
  void construct_eager_waitsForModelAndNeedsAtMostTheInitBudget() {
    MemoryModel model = new MemoryModel(() -> {});
    Lazy<Integer> need = Lazy.of("need", tries::incrementAndGet);
    Shouting handler = new Shouting(Shout.on(model).needs(need).build(), InitPolicy.EAGER);
    assertThat(model.isLoaded()).isTrue();
    assertThat(tries).hasValue(1);
    assertThat(model.acquired())
        .extracting(Deadline::budget)
        .containsExactly(Duration.ofSeconds(9));
    assertThat(call(handler, HELLO)).isEqualTo(SHOUTED);
    assertThat(model.loads()).isEqualTo(1);
  }

  @Test
  void construct_eagerLoadFails_warnsAndTheFirstCallTriesAgain() {
    AtomicBoolean down = new AtomicBoolean(true);
    MemoryModel model =
        new MemoryModel(
            () -> {
              if (down.get()) {
                throw new ModelUnavailableException("store: down; retry");
              }
            });
    try (LogCapture log = new LogCapture()) {
      Shouting handler = new Shouting(Shout.on(model).build(), InitPolicy.EAGER);
      assertThat(log.text())
          .hasLineCount(1)
          .endsWith(
              "WARN dev.hearth.InferenceService - function 'shout' starts without its models: store:"
                  + " down; retry; the first call tries again\n");
      int failed = model.loads();
      down.set(false);
      assertThat(call(handler, HELLO)).isEqualTo(SHOUTED);
      assertThat(model.loads()).isEqualTo(failed + 1);
    }
  }

  @Test
  void construct_eagerNeedFailsUnexpectedly_warnsWithItsCauseAndTheFirstCallIsAnswered() {
    Lazy<String> need =
        Lazy.of(
            "vocabulary",
            () -> {
              throw new IllegalStateException("vocab.txt is not in the package");
            });
    MemoryModel model = new MemoryModel(() -> {});
    try (LogCapture log = new LogCapture()) {
      Shouting handler = new Shouting(Shout.on(model).needs(need).build(), InitPolicy.EAGER);
      assertThat(log.text())
          .contains(
              "function 'shout' starts without its models: java.lang.IllegalStateException:"
                  + " vocab.txt is not in the package; the first call tries again\n")
          .contains("\tat ");
      assertThat(call(handler, HELLO)).isEqualTo(SHOUTED);
    }
  }

  @Test
  void construct_eagerErrorInTheLoad_warnsAndStarts() {
    AtomicBoolean broken = new AtomicBoolean(true);
    MemoryModel model =
        new MemoryModel(
            () -> {
              if (broken.get()) {
                throw new OutOfMemoryError("weights");
              }
            });
    try (LogCapture log = new LogCapture()) {
      Shouting handler = new Shouting(Shout.on(model).build(), InitPolicy.EAGER);
      assertThat(log.text()).contains("java.lang.OutOfMemoryError: weights");
      broken.set(false);
      assertThat(call(handler, HELLO)).isEqualTo(SHOUTED);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
