package dev.hearth.gcf;

import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.http.HttpEndpoint;
import java.time.Duration;

/**
 * How long a call may take and how long what it sends may be, as the settings say. Immutable.
 *
 * @param timeout how long the platform waits for an answer
 * @param maxBodyBytes how long a body, an event's data or an object may be
 */
record CallLimits(Duration timeout, int maxBodyBytes) {

  static final String TIMEOUT = "HEARTH_TIMEOUT";
  static final String MAX_BODY = "HEARTH_MAX_BODY_MIB";

  /** Set by the platform; its own function framework gives a call up by it. */
  static final String PLATFORM_TIMEOUT = "CLOUD_RUN_TIMEOUT_SECONDS";

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  private static final int MEBIBYTE = 20;
  private static final int MOST_MEBIBYTES = 1024;

  static CallLimits of(Environment environment) {
    Duration platform = environment.seconds(PLATFORM_TIMEOUT, DEFAULT_TIMEOUT);
    long mebibytes =
        environment.integer(MAX_BODY, HttpEndpoint.MAX_BODY_BYTES >> MEBIBYTE, 1, MOST_MEBIBYTES);
    return new CallLimits(
        environment.seconds(TIMEOUT, platform), Math.toIntExact(mebibytes << MEBIBYTE));
  }

  /** Returns the deadline of a call that begins now. */
  Deadline deadline() {
    return Deadline.ofCall(timeout);
  }
}
