package dev.hearth;

/** Reads the machine's monotonic clock; the only class of the project that does. */
enum SystemTicker implements Ticker {
  INSTANCE;

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
