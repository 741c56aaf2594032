package dev.hearth.examples.batchscoring.queue;

import java.time.Duration;

/**
 * The numbers of a run.
 *
 * <p>A message goes to the dead-letter queue after {@code maxReceives} deliveries that did not end
 * in its deletion. Three things cost a good message a delivery: a kill, a call that takes longer
 * than the visibility timeout because the machine is busy, and nothing else. So that no run fails
 * by bad luck, a batch is not struck if one of its good messages was delivered more than {@link
 * #strikeable} times already; what is left over to {@code maxReceives} is for the machine.
 *
 * @param messages how many messages are sent
 * @param kills how often a process is killed
 * @param instances how many processes work at once, each on one batch at a time
 * @param visibility how long a delivered message is invisible to others
 * @param maxReceives how many deliveries a message has
 * @param seed decides messages, batches to strike and moments
 */
record Plan(
    int messages, int kills, int instances, Duration visibility, int maxReceives, long seed) {

  /** How many messages are bad, one of so many. */
  static final int POISONED_OF = 50;

  /** Five deliveries: two for kills, two for a slow machine, one to succeed. */
  static Plan full(int messages, int kills, long seed) {
    return new Plan(messages, kills, 2, Duration.ofSeconds(20), 5, seed);
  }

  /** Three deliveries: one for a kill, one for a slow machine, one to succeed. */
  static Plan small(long seed) {
    return new Plan(300, 2, 1, Duration.ofSeconds(4), 3, seed);
  }

  /**
   * How many deliveries a good message may have had, this one included, when a kill is to hit it.
   */
  int strikeable() {
    return Math.max(1, maxReceives - 3);
  }
}
