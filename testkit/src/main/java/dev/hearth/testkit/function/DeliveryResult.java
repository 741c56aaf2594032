package dev.hearth.testkit.function;

import java.util.Set;

/**
 * What an adapter said of the messages it was given. Immutable.
 *
 * @param redelivered the messages that the platform is to deliver again, by {@link Message#id}; the
 *     others are done
 */
public record DeliveryResult(Set<String> redelivered) {

  private static final DeliveryResult DONE = new DeliveryResult(Set.of());

  /**
   * Makes a result.
   *
   * @param redelivered the messages that the platform is to deliver again
   */
  public DeliveryResult {
    redelivered = Set.copyOf(redelivered);
  }

  /**
   * Returns the result of messages that are all done.
   *
   * @return the result
   */
  public static DeliveryResult done() {
    return DONE;
  }
}
