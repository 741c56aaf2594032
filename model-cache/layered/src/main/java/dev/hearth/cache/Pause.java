package dev.hearth.cache;

import java.util.concurrent.locks.LockSupport;

/** Waits a little for another process, which has no other way to say that it is done. */
@FunctionalInterface
interface Pause {

  /** How long to wait before looking again. */
  long SHORT_NANOS = 5_000_000;

  /** Waits about so long. */
  void nanos(long nanos);

  /** Returns the pause that really waits. */
  static Pause system() {
    return LockSupport::parkNanos;
  }
}
