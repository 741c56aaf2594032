package dev.hearth.testkit.lambda;

import java.time.Duration;

/**
 * When one event was handed in, taken and answered, on the server's ticker. Immutable.
 *
 * @param queuedNanos when the caller handed the event in
 * @param takenNanos when a {@code /next} took it
 * @param answeredNanos when the answer had arrived in full
 */
public record Timings(long queuedNanos, long takenNanos, long answeredNanos) {

  /**
   * Returns how long the event waited for a runtime thread.
   *
   * @return the time from handed in to taken
   */
  public Duration waiting() {
    return Duration.ofNanos(takenNanos - queuedNanos);
  }

  /**
   * Returns how long the function had the event, both ways over loopback included.
   *
   * @return the time from taken to answered
   */
  public Duration running() {
    return Duration.ofNanos(answeredNanos - takenNanos);
  }
}
