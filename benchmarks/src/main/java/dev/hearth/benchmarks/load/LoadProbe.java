package dev.hearth.benchmarks.load;

import ai.onnxruntime.OrtException;
import dev.hearth.Ticker;
import dev.hearth.benchmarks.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program that is started cold: loads a model some times over and prints how long it took. The
 * first load is that of a cold process, the others show what remains when Java is warm.
 */
final class LoadProbe {

  private static final int LOADS = 6;
  private static final int SETTLING_RUNS = 60;
  private static final int RUNS = 100;
  private static final double NANOS_PER_MILLI = 1e6;

  private LoadProbe() {}

  /** Arguments: candidate, model. Prints five lines: milliseconds as in {@link LoadBenchmark}. */
  public static void main(String[] args) throws OrtException {
    Candidates candidate = Candidates.of(args[0]);
    Path model = Path.of(args[1]);
    Embedder.prepare();
    List<Double> loads = new ArrayList<>();
    List<Double> answers = new ArrayList<>();
    for (int i = 0; i < LOADS; i++) {
      long start = Ticker.system().nanos();
      try (Embedder embedder = Embedder.load(candidate, model)) {
        loads.add(millisSince(start));
        embedder.run();
        answers.add(millisSince(start));
        settle(embedder); // So that no second phase works on into the next load.
      }
    }
    System.out.println(loads.get(0));
    System.out.println(answers.get(0));
    System.out.println(Spread.of(loads.subList(1, LOADS)).median());
    System.out.println(Spread.of(answers.subList(1, LOADS)).median());
    System.out.println(later(candidate, model));
  }

  private static double later(Candidates candidate, Path model) throws OrtException {
    try (Embedder embedder = Embedder.load(candidate, model)) {
      settle(embedder);
      List<Double> runs = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        long start = Ticker.system().nanos();
        embedder.run();
        runs.add(millisSince(start));
      }
      return Spread.of(runs).median();
    }
  }

  private static void settle(Embedder embedder) throws OrtException {
    for (int i = 0; i < SETTLING_RUNS; i++) {
      embedder.run();
    }
  }

  private static double millisSince(long start) {
    return (Ticker.system().nanos() - start) / NANOS_PER_MILLI;
  }
}
