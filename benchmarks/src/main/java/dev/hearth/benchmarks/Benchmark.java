package dev.hearth.benchmarks;

import java.io.IOException;
import java.util.List;

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
   * Returns what of it can be run alone.
   *
   * @return names, lower-case letters and hyphens; none if it is one piece
   */
  default List<String> parts() {
    return List.of();
  }

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
