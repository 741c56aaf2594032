package dev.hearth.onnx;

import ai.onnxruntime.OrtException;
import dev.hearth.ModelRef;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the session that is quicker to run, in the background, and puts it in the place of the one
 * that was quicker to load.
 *
 * <p>It begins when the first run has ended, so as not to slow that one down, or when none has come
 * for a while. A model whose second phase fails goes on with the first.
 */
final class SecondPhase {

  /** Makes the second session; blocks. */
  interface Build {
    SessionHandle run() throws OrtException;
  }

  private final ModelRef ref;
  private final LiveSession live;
  private final Build build;
  private final BooleanSupplier memoryToSpare;
  private final Duration wait;
  private final CountDownLatch answered = new CountDownLatch(1);

  SecondPhase(
      ModelRef ref, LiveSession live, Build build, BooleanSupplier memoryToSpare, Duration wait) {
    this.ref = ref;
    this.live = live;
    this.build = build;
    this.memoryToSpare = memoryToSpare;
    this.wait = wait;
  }

  /** To be called when a run has ended; costs a look at a counter. */
  void runEnded() {
    answered.countDown();
  }

  void begin(Executor threads) {
    threads.execute(this::run);
  }

  private void run() {
    awaitFirstRun();
    if (live.isClosed()) {
      return;
    }
    if (!memoryToSpare.getAsBoolean()) {
      log()
          .info(
              "model '{}' stays mapped without prepacking: no memory to spare for its second phase;"
                  + " runs take longer than they could, give the function more memory",
              ref);
      return;
    }
    try {
      if (live.replace(build.run())) {
        log().debug("model '{}' runs prepacked now", ref);
      }
    } catch (OrtException | RuntimeException e) {
      if (live.isClosed()) {
        log().debug("model '{}' was closed during its second phase", ref);
      } else {
        log()
            .warn(
                "model '{}' stays mapped without prepacking, its second phase failed: {}",
                ref,
                e.getMessage());
      }
    }
  }

  private void awaitFirstRun() {
    try {
      if (!answered.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        log().debug("model '{}' was not run yet; its second phase begins", ref);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Nobody interrupts this thread; go on if somebody does.
    }
  }

  private static Logger log() {
    return LoggerFactory.getLogger(SecondPhase.class);
  }
}
