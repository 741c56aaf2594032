package dev.hearth.benchmarks.batch;

/** One of the questions about batching. */
interface Experiment {

  /** Returns the name on the command line. */
  String name();

  /** Measures, and adds what it found to the lab's findings. */
  void run(Lab lab) throws InterruptedException;
}
