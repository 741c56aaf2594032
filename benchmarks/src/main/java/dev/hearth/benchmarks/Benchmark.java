package dev.hearth.benchmarks;

import java.io.IOException;

/** One question that can be answered by measuring, by name. */
public interface Benchmark {

  /**
   * Returns the name on the command line.
   *
   * @return lower-case letters and hyphens
   */
  String name();

  /**
   * Returns what is asked, for the help text.
   *
   * @return one line
   */
  String question();

  /**
   * Measures.
   *
   * @param settings how long to measure and where to tell of progress
   * @return the figures
   * @throws IOException if a measured process fails or answers wrongly
   * @throws InterruptedException if the thread is interrupted while a measured process runs
   */
  Report run(Settings settings) throws IOException, InterruptedException;
}
