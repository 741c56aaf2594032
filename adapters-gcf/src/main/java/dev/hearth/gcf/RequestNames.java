package dev.hearth.gcf;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names requests that the platform has given no name: the moment the instance began, as process ids
 * are the same in every container, and a count. Safe for use by many threads.
 */
final class RequestNames {

  private final String instance;
  private final AtomicLong count = new AtomicLong();

  RequestNames(InstantSource clock) {
    this.instance = Long.toString(clock.millis(), Character.MAX_RADIX);
  }

  String next() {
    return instance + "-" + count.incrementAndGet();
  }
}
