package dev.hearth.benchmarks.batch;

/**
 * One caller's item.
 *
 * @param row which of the workload's rows it is
 * @param poisoned whether every run that it is part of fails
 */
record Input(int row, boolean poisoned) {

  static Input of(int row) {
    return new Input(row, false);
  }
}
