package dev.hearth.testkit.store;

import dev.hearth.testkit.FakeTicker;
import java.time.Duration;

/** What is wrong with a {@link FaultyStore}. */
public sealed interface Fault {

  /** Nothing is wrong. Immutable. */
  record None() implements Fault {}

  /** No model and no alias is there: a {@code ConfigurationException}. Immutable. */
  record Missing() implements Fault {}

  /** The store refuses access, as S3 does with 403: a {@code ConfigurationException}. Immutable. */
  record Refused() implements Fault {}

  /** The store is busy, as S3 says with 503: a {@code ModelUnavailableException}. Immutable. */
  record Busy() implements Fault {}

  /**
   * The stream ends early, without an error. Immutable.
   *
   * @param after how many bytes are delivered
   */
  record Truncated(long after) implements Fault {}

  /**
   * The connection breaks: a read fails with an {@link java.io.IOException}. Immutable.
   *
   * @param after how many bytes are delivered
   */
  record Cut(long after) implements Fault {}

  /**
   * One byte is delivered with all its bits turned over. Immutable.
   *
   * @param at the byte's position
   */
  record Corrupt(long at) implements Fault {}

  /**
   * Reads block until {@link FaultyStore#release()}, or until the download is aborted or closed.
   * Immutable.
   *
   * @param after how many bytes are delivered
   */
  record Hanging(long after) implements Fault {}

  /** Opening and resolving block until {@link FaultyStore#release()} or the deadline. Immutable. */
  record Unanswering() implements Fault {}

  /**
   * Every answer and every read turns a clock. Immutable.
   *
   * @param ticker the clock
   * @param each how far
   */
  record Slow(FakeTicker ticker, Duration each) implements Fault {}
}
