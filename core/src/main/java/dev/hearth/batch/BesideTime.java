package dev.hearth.batch;

/** Adds up the time during which batches ran beside each other. Guarded by the scheduler's lock. */
final class BesideTime {

  private long nanos;
  private long since;
  private boolean together;

  void changed(int running, long now) {
    if (together) {
      nanos += now - since;
    }
    since = now;
    together = running > 1;
  }

  long nanos(long now) {
    return together ? nanos + (now - since) : nanos;
  }
}
