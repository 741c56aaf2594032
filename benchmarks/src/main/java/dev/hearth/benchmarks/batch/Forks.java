package dev.hearth.benchmarks.batch;

import dev.hearth.benchmarks.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;

/** Measures calls in processes of their own, one process for each question. */
interface Forks {

  /**
   * A question.
   *
   * @param calls the class with the calls, as JMH wants it
   * @param method which of them
   * @param mode whether each call's time is sampled or calls are counted
   * @param threads how many threads call at the same time
   * @param parameters the class's parameters
   */
  record Question(
      Class<?> calls, String method, Mode mode, int threads, Map<String, String> parameters) {}

  /**
   * What a process found.
   *
   * @param medianMicros what a call takes at the median, if calls were sampled
   * @param tailMicros what it takes at the 99th percentile, if calls were sampled
   * @param perMicro how many calls all threads made in a microsecond, if calls were counted
   * @param bytes what a call allocates
   */
  record Found(double medianMicros, double tailMicros, double perMicro, double bytes) {}

  /**
   * A model for processes to load.
   *
   * @param name its name in tables
   * @param tokens the length of its sentences, or 0 if it takes vectors
   * @param bundle the folder of its bundle
   */
  record Prepared(String name, int tokens, Path bundle) {}

  /** Prepares the models that a lone caller is measured with. */
  List<Prepared> models(Settings settings) throws IOException;

  /** Measures; blocks. */
  Found ask(Question question) throws IOException;

  /**
   * Measures a method whose calls are of another way from each iteration to the next; blocks.
   *
   * @return what each iteration found, an even number of them, in their order
   */
  List<Found> askInTurns(Question question) throws IOException;
}
