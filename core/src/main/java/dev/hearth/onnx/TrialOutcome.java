package dev.hearth.onnx;

import java.util.Locale;

/**
 * What came of a trial of a second session.
 *
 * @param separate whether the second session is kept for runs that overlap
 * @param why the figures, or why there are none
 */
record TrialOutcome(boolean separate, String why) {

  /** How many times as many runs the second session has to do to be kept. */
  static final double GAIN = 1.05;

  /** Compares what both do. */
  static TrialOutcome of(double wideRate, double narrowRate, int threads, int rounds) {
    boolean separate = narrowRate >= GAIN * wideRate;
    return new TrialOutcome(
        separate,
        String.format(
            Locale.ROOT,
            "%d at a time on a thread each do %.1f runs/s, one at a time on %d threads %.1f"
                + " (expected: %.2f times as many; rounds: %d)",
            threads,
            narrowRate,
            threads,
            wideRate,
            GAIN,
            rounds));
  }

  /** Keeps the second session without figures. */
  static TrialOutcome untold(String why) {
    return new TrialOutcome(true, why);
  }
}
