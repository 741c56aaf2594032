package dev.hearth.batch;

/** Why a batch was closed and run when it was. */
public enum CloseReason {
  /** It was as large as batches may be. */
  FULL,
  /** It had an allowed size, and the next allowed one was not in sight. */
  ALLOWED_SIZE,
  /** Its earliest deadline left no time to wait, or for no larger batch. */
  DEADLINE,
  /** A larger batch would not answer more items in the same time. */
  NO_GAIN,
  /** The items to come would have been waited for longer than their company is worth. */
  EXPECTED_WAIT,
  /** There was nothing to wait for: the processors were free and nobody else was expected. */
  IDLE_ENGINE,
  /** The time that a fixed policy waits was over. */
  WAIT_OVER,
  /** A tenant floods the function, so that a larger batch would have made others late. */
  FAIR_SHARE,
  /** A part of a batch that failed, run again to find the item that it failed by. */
  RETRY,
  /** The batcher is being emptied: nothing waits. */
  DRAIN
}
