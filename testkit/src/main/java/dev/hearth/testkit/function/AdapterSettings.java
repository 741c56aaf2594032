package dev.hearth.testkit.function;

import java.time.Duration;

/**
 * What a contract wants of the adapter it starts. Immutable.
 *
 * @param timeout how long a call may take; the adapter makes the calls' deadlines of it
 * @param maxBodyBytes how long a body may be; not less than what the adapter must take
 */
public record AdapterSettings(Duration timeout, int maxBodyBytes) {

  private static final AdapterSettings USUAL = new AdapterSettings(Duration.ofSeconds(30), 1 << 20);

  /**
   * Returns the settings of a test that is about something else.
   *
   * @return half a minute, one mebibyte
   */
  public static AdapterSettings usual() {
    return USUAL;
  }

  /**
   * Changes how long a call may take.
   *
   * @param limit the time
   * @return the changed settings
   */
  public AdapterSettings withTimeout(Duration limit) {
    return new AdapterSettings(limit, maxBodyBytes);
  }

  /**
   * Changes how long a body may be.
   *
   * @param limit the length
   * @return the changed settings
   */
  public AdapterSettings withMaxBodyBytes(int limit) {
    return new AdapterSettings(timeout, limit);
  }
}
