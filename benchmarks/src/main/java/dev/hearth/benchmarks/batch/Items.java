package dev.hearth.benchmarks.batch;

import java.util.concurrent.atomic.AtomicInteger;

/** The items that callers call with, one row after the other. Safe for use by many threads. */
final class Items {

  private final int rows;
  private final int poisonEvery;
  private final AtomicInteger next = new AtomicInteger();

  private Items(int rows, int poisonEvery) {
    this.rows = rows;
    this.poisonEvery = poisonEvery;
  }

  static Items of(References references) {
    return new Items(references.rows(), 0);
  }

  /** Returns items of which every so manieth is poisoned. */
  static Items poisoned(References references, int every) {
    return new Items(references.rows(), every);
  }

  Input next() {
    int n = next.getAndIncrement() & Integer.MAX_VALUE;
    return new Input(n % rows, poisonEvery > 0 && n % poisonEvery == 0);
  }
}
