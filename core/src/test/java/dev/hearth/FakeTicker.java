package dev.hearth;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test turns by hand. */
public final class FakeTicker implements Ticker {

  private final AtomicLong nanos;

  public FakeTicker() {
    this(0);
  }

  public FakeTicker(long start) {
    nanos = new AtomicLong(start);
  }

  public void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }

  @Override
  public long nanos() {
    return nanos.get();
  }
}
