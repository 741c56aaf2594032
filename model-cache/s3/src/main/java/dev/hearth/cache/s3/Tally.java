package dev.hearth.cache.s3;

import dev.hearth.spi.PublishProgress;

/** Adds up how far a publication is. Confined to one thread. */
final class Tally {

  private final PublishProgress progress;
  private final long total;
  private long stored;

  Tally(PublishProgress progress, long total) {
    this.progress = progress;
    this.total = total;
    progress.stored(0, total);
  }

  void add(long bytes) {
    reach(stored + bytes);
  }

  /** Takes note that so much is there, whoever sent it. */
  void reach(long bytes) {
    if (bytes > stored) {
      stored = bytes;
      progress.stored(stored, total);
    }
  }
}
