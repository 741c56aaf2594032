package dev.hearth.batch;

/**
 * A run on a caller's own thread while nobody else was there. It takes no lock, so what it tells is
 * left in one long.
 *
 * @param rows how many rows it had
 * @param bucket their shape
 * @param nanos how long it took
 */
record DirectRun(int rows, int bucket, long nanos) {

  private static final int NANOS_BITS = 44;
  private static final int BUCKET_BITS = 4;
  private static final long NANOS_MASK = (1L << NANOS_BITS) - 1;
  private static final long BUCKET_MASK = (1L << BUCKET_BITS) - 1;
  private static final int MAX_ROWS = (1 << (Long.SIZE - 1 - NANOS_BITS - BUCKET_BITS)) - 1;

  /** Returns a number that is not 0. */
  static long pack(int rows, int bucket, long nanos) {
    long size = Math.min(rows, MAX_ROWS);
    long took = Math.max(1, Math.min(nanos, NANOS_MASK));
    return (size << BUCKET_BITS | bucket) << NANOS_BITS | took;
  }

  static DirectRun unpack(long packed) {
    long shape = packed >>> NANOS_BITS;
    return new DirectRun(
        (int) (shape >>> BUCKET_BITS), (int) (shape & BUCKET_MASK), packed & NANOS_MASK);
  }
}
