package dev.hearth.batch;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** When a batch is closed and run: a closed set. Immutable. */
public sealed interface BatchPolicy {

  /**
   * Waits only where waiting pays: learns what batches of each size cost and how soon the next
   * items come, runs at once when nothing is to be gained, and takes no more at once than gains.
   *
   * @param minimumGain what part of throughput a wait has to gain: 0.05 for 5 %
   */
  record Adaptive(double minimumGain) implements BatchPolicy {

    /** Makes the policy. */
    public Adaptive {
      if (!(minimumGain >= 0 && minimumGain < 10)) {
        throw new IllegalArgumentException(
            "minimumGain: " + minimumGain + " (expected: 0 or more, less than 10; 0.05 is usual)");
      }
    }
  }

  /**
   * Waits until a batch has a fixed size or its oldest item has waited for a fixed time: what most
   * servers of models do.
   *
   * @param size how many rows close a batch, 1 or more
   * @param maxWait how long the oldest item waits at most
   */
  record Fixed(int size, Duration maxWait) implements BatchPolicy {

    /** Makes the policy. */
    public Fixed {
      requirePositive("size", size);
      requireNotNegative("maxWait", maxWait);
    }
  }

  /**
   * Keeps latency under an objective by trying larger batches by one row after another and a tenth
   * smaller ones when the objective was missed: additive increase, multiplicative decrease, as
   * Crankshaw et al. describe for Clipper (NSDI 2017). Never waits. Kept for comparison.
   *
   * @param objective how long an item may take from its arrival to its answer
   */
  record LatencyObjective(Duration objective) implements BatchPolicy {

    /** Makes the policy. */
    public LatencyObjective {
      requireNotNegative("objective", objective);
    }
  }

  /**
   * Follows a plan that was made beforehand: the fixed size and wait of the last step whose rate is
   * not above the rate at which items come now.
   *
   * @param steps the plan, at least one step
   */
  record Planned(List<Step> steps) implements BatchPolicy {

    /** Makes the policy. */
    public Planned {
      if (steps.isEmpty()) {
        throw new IllegalArgumentException("steps: none (expected: at least one)");
      }
      steps = steps.stream().sorted(Comparator.comparingDouble(Step::fromRate)).toList();
    }

    /**
     * What holds from some rate on.
     *
     * @param fromRate the rate, in items a second
     * @param size how many rows close a batch, 1 or more
     * @param maxWait how long the oldest item waits at most
     */
    public record Step(double fromRate, int size, Duration maxWait) {

      /** Makes a step. */
      public Step {
        if (!(fromRate >= 0)) {
          throw new IllegalArgumentException(
              "fromRate: " + fromRate + " (expected: 0 or more items a second)");
        }
        requirePositive("size", size);
        requireNotNegative("maxWait", maxWait);
      }
    }
  }

  /**
   * Returns the policy that waits only where at least 5 % of throughput is to be gained.
   *
   * @return the adaptive policy
   */
  static BatchPolicy adaptive() {
    return new Adaptive(0.05);
  }

  /**
   * Returns a policy of fixed size and wait.
   *
   * @param size how many rows close a batch, 1 or more
   * @param maxWait how long the oldest item waits at most
   * @return the policy
   */
  static BatchPolicy fixed(int size, Duration maxWait) {
    return new Fixed(size, maxWait);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
    }
  }

  private static void requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: not negative)");
    }
  }
}
