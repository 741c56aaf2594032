package dev.hearth.benchmarks.batch;

/** What became of a call. */
enum Fate {
  /** Answered, rightly and in time. */
  ANSWERED,
  /** Answered after its deadline, or told that the deadline passed. */
  LATE,
  /** Turned away. */
  REFUSED,
  /** Answered with something else than its item's answer. */
  WRONG,
  /** Failed, as a poisoned item has to. */
  POISONED,
  /** Failed for no reason of its own. */
  FAILED
}
