package dev.hearth.benchmarks.batch;

import dev.hearth.platform.ResidentMemory;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Watches, on a thread of its own, how much memory the process takes. */
final class MemoryPeak implements AutoCloseable {

  private static final long EVERY_NANOS = 50_000_000;
  private static final double MEBI = 1 << 20;

  private final Thread thread = new Thread(this::watch, "memory-peak");
  private final double heapBefore = heapMebibytes();
  private final double residentBefore = residentMebibytes();
  private volatile double heap;
  private volatile double resident;
  private volatile boolean closed;

  private MemoryPeak() {}

  static MemoryPeak begin() {
    MemoryPeak peak = new MemoryPeak();
    peak.thread.setDaemon(true);
    peak.thread.start();
    return peak;
  }

  /** Returns what memory grew to. */
  String inWords() {
    return String.format(
        Locale.ROOT,
        "heap %.0f to %.0f MiB, resident %.0f to %.0f MiB",
        heapBefore,
        heap,
        residentBefore,
        resident);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void watch() {
    while (!closed) {
      heap = Math.max(heap, heapMebibytes());
      resident = Math.max(resident, residentMebibytes());
      LockSupport.parkNanos(EVERY_NANOS);
    }
  }

  private static double heapMebibytes() {
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / MEBI;
  }

  private static double residentMebibytes() {
    return ResidentMemory.current().map(memory -> memory.total().value() / MEBI).orElse(0.0);
  }
}
