package dev.hearth.spi;

import dev.hearth.LoadReport;
import dev.hearth.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One load under way: what it has done so far, and how to give it up. Safe for use by many threads.
 */
public final class LoadContext {

  /**
   * A part of a load.
   *
   * @param <T> what it gives
   * @param <X> what it may throw beside unchecked exceptions
   */
  @FunctionalInterface
  public interface Step<T, X extends Exception> {

    /**
     * Does the work.
     *
     * @return what it gives
     * @throws X if it fails
     */
    T run() throws X;
  }

  private final Ticker ticker;
  private final Map<String, Duration> steps = new LinkedHashMap<>();
  private volatile String foundIn = "unknown";
  private volatile Optional<String> variant = Optional.empty();
  private volatile long lastProgressNanos;
  private final Object part = new Object();
  private @Nullable Runnable abort; // guarded by part
  private volatile boolean abandoned; // written under part, so that no part ends or begins unseen

  /**
   * Begins a load.
   *
   * @param ticker the clock that steps and stalls are measured on
   */
  public LoadContext(Ticker ticker) {
    this.ticker = ticker;
    this.lastProgressNanos = ticker.nanos();
  }

  /**
   * Runs a step and notes how long it took, also if it fails. A step that is run twice adds up.
   *
   * @param name the step's name, as it stands in the report
   * @param step the step
   * @param <T> what the step gives
   * @param <X> what the step may throw beside unchecked exceptions
   * @return what the step gave
   * @throws X if the step fails
   */
  public <T, X extends Exception> T step(String name, Step<T, X> step) throws X {
    long start = ticker.nanos();
    synchronized (steps) {
      steps.putIfAbsent(name, Duration.ZERO);
    }
    try {
      return step.run();
    } finally {
      Duration took = Duration.ofNanos(ticker.nanos() - start);
      synchronized (steps) {
        steps.merge(name, took, Duration::plus);
      }
      progress();
    }
  }

  /**
   * Says which layer had the model.
   *
   * @param layer the layer's name, for example {@code disk}
   */
  public void foundIn(String layer) {
    foundIn = layer;
  }

  /**
   * Says which variant of a bundle is loaded.
   *
   * @param variantAndReason its name and why it was chosen, for example {@code int8: the only one}
   */
  public void chose(String variantAndReason) {
    variant = Optional.of(variantAndReason);
  }

  /** Takes back what {@link #chose} said: the model is a plain one after all. */
  public void choseNone() {
    variant = Optional.empty();
  }

  /** Says that the load is getting on: bytes arrived, or a step ended. */
  public void progress() {
    lastProgressNanos = ticker.nanos();
  }

  /**
   * Begins a part of the load that may be given up when it stalls.
   *
   * @param abort makes the part fail soon, by any thread; must not block
   */
  public void abandonable(Runnable abort) {
    synchronized (part) {
      this.abort = abort;
    }
    if (abandoned) {
      abort.run();
    }
  }

  /** Ends the part that may be given up; what follows is always finished. */
  public void unabandonable() {
    synchronized (part) {
      this.abort = null;
    }
  }

  /**
   * Tells whether the load was given up; its result will be thrown away.
   *
   * @return whether nobody waits for it any more
   */
  public boolean abandoned() {
    return abandoned;
  }

  /**
   * Gives the load up if it is in a part that may be given up and made no progress of late.
   *
   * @param patience how long without progress counts as stalled
   * @return whether it was given up
   */
  public boolean abandonIfStalled(Duration patience) {
    long now = ticker.nanos();
    Runnable stop;
    synchronized (part) {
      stop = abort;
      if (stop == null || now - lastProgressNanos < patience.toNanos()) {
        return false;
      }
      abandoned = true;
    }
    stop.run();
    return true;
  }

  /**
   * Returns what happened so far.
   *
   * @return where the model was found and how long the steps took
   */
  public LoadReport report() {
    synchronized (steps) {
      return new LoadReport(foundIn, variant, steps);
    }
  }
}
