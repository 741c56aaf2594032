package dev.hearth.benchmarks.batch;

import dev.hearth.benchmarks.Settings;
import java.io.IOException;

/** One of the questions about batching that are answered in processes of their own. */
interface ForkedExperiment {

  /** Returns the name on the command line. */
  String name();

  /** Measures, and adds what it found to the findings. */
  void run(Forks forks, Settings settings, Findings findings) throws IOException;
}
