package dev.hearth.batch;

import java.time.Duration;
import java.util.Arrays;

/**
 * The last runs of batches of similar size. Confined to its scheduler's lock.
 *
 * <p>What is typical is the lower third of them: whatever disturbs a run makes it longer.
 */
final class SizeClass {

  private static final int KEPT = 16;
  private static final int PART = 3;

  /** So many runs are needed to believe them. */
  private static final int TRIES = 3;

  /** How long what is known is believed at first, and at most, without a run to confirm it. */
  private static final long FIRST = Duration.ofMillis(500).toNanos();

  private static final long LONGEST = Duration.ofSeconds(60).toNanos();

  /** What has been tried again in vain is believed so many times as long. */
  private static final int TIMES = 4;

  /** Trying again takes time too, so what takes long is believed for so many runs at least. */
  private static final int FIRST_RUNS = 100;

  private final long[] nanos = new long[KEPT];
  private final int[] rows = new int[KEPT];
  private int count;
  private long lastAt;
  private long believedFor = FIRST;
  private boolean remembered;
  private double typicalNanos;
  private double typicalRows;

  void add(int size, long took, long now) {
    nanos[count % KEPT] = took;
    rows[count % KEPT] = size;
    count++;
    lastAt = now;
    int kept = Math.min(count, KEPT);
    long[] sortedNanos = Arrays.copyOf(nanos, kept);
    int[] sortedRows = Arrays.copyOf(rows, kept);
    Arrays.sort(sortedNanos);
    Arrays.sort(sortedRows);
    typicalNanos = sortedNanos[(kept - 1) / PART];
    typicalRows = sortedRows[(kept - 1) / 2];
  }

  boolean isStale(long now) {
    return now - lastAt > Math.max(believedFor, (long) (FIRST_RUNS * typicalNanos));
  }

  int count() {
    return count;
  }

  double nanos() {
    return typicalNanos;
  }

  double rows() {
    return typicalRows;
  }

  /** Keeps what is typical as if it were one run, so that new runs soon outweigh it. */
  void remember() {
    if (count > 1) {
      nanos[0] = (long) typicalNanos;
      rows[0] = (int) Math.round(typicalRows);
      count = 1;
      remembered = true;
    }
  }

  /** Tells whether it was run so often that its cost is known. */
  boolean isKnown() {
    return count >= TRIES || remembered;
  }

  /** Forgets the runs; what comes in their place is believed for longer. */
  void forget() {
    count = 0;
    remembered = false;
    believedFor = Math.min(LONGEST, TIMES * believedFor);
  }
}
