package dev.hearth.onnx;

import dev.hearth.ModelRef;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/**
 * What is done for a model after its load, in this order, on one thread.
 *
 * <p>It begins when the first run has ended, so as not to slow that one down, or when none has come
 * for a while.
 *
 * @param ref the model
 * @param runs its runs
 * @param firstRunWait how long to wait for the first of them
 * @param all each tells whether the next may follow
 */
record Phases(ModelRef ref, RunsInFlight runs, Duration firstRunWait, List<BooleanSupplier> all)
    implements Runnable {

  @Override
  public void run() {
    awaitFirstRun();
    for (BooleanSupplier phase : all) {
      if (!phase.getAsBoolean()) {
        return;
      }
    }
  }

  private void awaitFirstRun() {
    try {
      if (!runs.awaitFirst(firstRunWait)) {
        LoggerFactory.getLogger(Phases.class)
            .debug("model '{}' was not run yet; what follows its load begins", ref);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Nobody interrupts this thread; go on if somebody does.
    }
  }
}
