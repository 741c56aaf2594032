package dev.hearth.batch;

import dev.hearth.ConfigurationException;
import dev.hearth.Environment;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether and how a function's calls that come at the same time share batches. Immutable. */
public final class Batching {

  /** The environment variable that says how calls share batches: {@value}. */
  public static final String VARIABLE = "HEARTH_BATCHING";

  private static final Batching OFF = new Batching(Optional.empty(), Optional.empty());
  private static final Pattern FIXED = Pattern.compile("fixed:([0-9]{1,4}):([0-9]{1,5})ms");
  private static final Pattern LATENCY = Pattern.compile("latency:([0-9]{1,6})ms");

  private final Optional<BatchPolicy> policy;
  private final Optional<BatchScheduler> scheduler;

  private Batching(Optional<BatchPolicy> policy, Optional<BatchScheduler> scheduler) {
    this.policy = policy;
    this.scheduler = scheduler;
  }

  /**
   * Returns no batching: each call is run by itself, on its own thread.
   *
   * @return no batching
   */
  public static Batching off() {
    return OFF;
  }

  /**
   * Returns batching on the scheduler that all functions of the process share.
   *
   * @param policy when batches are closed
   * @return the batching
   */
  public static Batching by(BatchPolicy policy) {
    return new Batching(Optional.of(policy), Optional.empty());
  }

  /**
   * Reads {@value #VARIABLE}: {@code adaptive}, which is the default; {@code off}; {@code
   * fixed:16:5ms} for batches of 16 rows or of what came in 5 ms; {@code latency:100ms} for batches
   * as large as leave 100 ms of latency.
   *
   * @param environment the function's environment
   * @return the batching
   * @throws dev.hearth.ConfigurationException if it is none of these
   */
  public static Batching of(Environment environment) {
    String text = environment.text(VARIABLE).orElse("adaptive").strip().toLowerCase(Locale.ROOT);
    if (text.equals("off")) {
      return off();
    }
    if (text.equals("adaptive")) {
      return by(BatchPolicy.adaptive());
    }
    Matcher fixed = FIXED.matcher(text);
    if (fixed.matches() && !fixed.group(1).matches("0+")) {
      return by(
          BatchPolicy.fixed(
              Integer.parseInt(fixed.group(1)),
              Duration.ofMillis(Integer.parseInt(fixed.group(2)))));
    }
    Matcher latency = LATENCY.matcher(text);
    if (latency.matches()) {
      return by(
          new BatchPolicy.LatencyObjective(Duration.ofMillis(Integer.parseInt(latency.group(1)))));
    }
    throw new ConfigurationException(
        "environment variable "
            + VARIABLE
            + ": '"
            + text
            + "' (expected: adaptive, off, fixed:16:5ms or latency:100ms); correct it in the"
            + " function's configuration");
  }

  /**
   * Returns this batching on another scheduler.
   *
   * @param shared the scheduler
   * @return the changed batching
   */
  public Batching on(BatchScheduler shared) {
    return new Batching(policy, Optional.of(shared));
  }

  /**
   * Returns when batches are closed.
   *
   * @return the policy, or empty if calls do not share batches
   */
  public Optional<BatchPolicy> policy() {
    return policy;
  }

  /**
   * Returns what shares the processors among batchers.
   *
   * @return the scheduler
   */
  public BatchScheduler scheduler() {
    return scheduler.orElseGet(BatchScheduler::shared);
  }

  /** Returns the policy. */
  @Override
  public String toString() {
    return policy.map(BatchPolicy::toString).orElse("off");
  }
}
