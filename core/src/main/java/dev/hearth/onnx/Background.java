package dev.hearth.onnx;

import dev.hearth.Ticker;
import dev.hearth.platform.MemoryBudget;
import dev.hearth.spi.LoadThreads;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongPredicate;

/**
 * What holds for the work that is done for a model after its load.
 *
 * @param memoryToSpare whether so many bytes may be taken for another session
 * @param firstRunWait how long it waits for the first run
 * @param trial how long sessions are tried
 * @param ticker the clock of trials
 * @param threads starts a thread for each task, by what the task is called
 */
record Background(
    LongPredicate memoryToSpare,
    Duration firstRunWait,
    Duration trial,
    Ticker ticker,
    Function<String, Executor> threads) {

  private static final Duration WAIT = Duration.ofMillis(100);
  private static final Duration TRIAL = Duration.ofMillis(200);

  static Background standard() {
    return new Background(
        Background::hasMemoryToSpare, WAIT, TRIAL, Ticker.system(), LoadThreads::daemon);
  }

  private static boolean hasMemoryToSpare(long bytes) {
    return MemoryBudget.current().map(budget -> bytes <= budget.bytes().value()).orElse(true);
  }
}
