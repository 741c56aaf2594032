package dev.hearth.benchmarks.load;

import ai.onnxruntime.OrtEnvironment;
import com.google.gson.stream.JsonReader;
import dev.hearth.Ticker;
import dev.hearth.benchmarks.Benchmark;
import dev.hearth.benchmarks.Candidate;
import dev.hearth.benchmarks.ClassPath;
import dev.hearth.benchmarks.Report;
import dev.hearth.benchmarks.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Asks what loading a prepared model costs against {@code createSession(path)}, in a fresh JVM with
 * Lambda's flags, files in the page cache, ONNX Runtime's environment made before. A load of Hearth
 * includes reading the manifest and comparing every byte with its checksum.
 */
public final class LoadBenchmark implements Benchmark {

  private static final int ROUNDS = 9;
  private static final String COLD_LOAD = "cold load ms";
  private static final String COLD_ANSWER = "cold load + first answer ms";
  private static final String LOAD = "load ms";
  private static final String ANSWER = "load + first answer ms";
  private static final String LATER = "later run ms";
  private static final List<String> COLUMNS = List.of(COLD_LOAD, COLD_ANSWER, LOAD, ANSWER, LATER);

  /** Makes the benchmark. */
  public LoadBenchmark() {}

  @Override
  public String name() {
    return "load";
  }

  @Override
  public String question() {
    return "What does loading a prepared model cost against createSession(path)?";
  }

  @Override
  public Report run(Settings settings) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hearth-bench");
    try {
      List<Map<String, Object>> rows = new ArrayList<>();
      Map<String, Double> ratios = new LinkedHashMap<>();
      for (Models model : Models.values()) {
        List<Candidate> measured = measure(model, model.prepare(folder, settings), settings);
        measured.forEach(candidate -> rows.add(row(model, candidate)));
        ratios.putAll(ratios(model, measured));
      }
      return Report.of(name(), rows, ratios);
    } finally {
      Models.deleteAll(folder);
    }
  }

  private static List<Candidate> measure(Models model, Path bundle, Settings settings)
      throws IOException, InterruptedException {
    ClassPath shared =
        ClassPath.of(
            LoadProbe.class,
            Ticker.class,
            OrtEnvironment.class,
            JsonReader.class,
            LoggerFactory.class);
    List<Candidate> candidates = new ArrayList<>();
    for (Candidates each : Candidates.values()) {
      candidates.add(new Candidate(each.text(), LoadProbe.class, shared, ClassPath.of()));
    }
    for (int round = 1; round <= settings.rounds(ROUNDS); round++) {
      settings.say("load: %s, round %d", model.text(), round);
      for (Candidate candidate : candidates) {
        boolean path = candidate.name().equals(Candidates.PATH.text());
        List<String> lines =
            candidate.run(List.of(), (path ? model.exported() : bundle).toString()).lines();
        for (int i = 0; i < COLUMNS.size(); i++) {
          candidate.add(COLUMNS.get(i), Double.parseDouble(lines.get(i)));
        }
      }
    }
    return candidates;
  }

  private static Map<String, Object> row(Models model, Candidate candidate) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("model", model.text());
    row.putAll(candidate.row());
    return row;
  }

  /** The keys of 32-bit MiniLM bear no model's name. */
  private static Map<String, Double> ratios(Models model, List<Candidate> measured) {
    String suffix = model == Models.MINILM_FP32 ? "" : "_" + model.name().toLowerCase(Locale.ROOT);
    Map<String, Double> ratios = new LinkedHashMap<>();
    ratios.put("mapped_vs_path" + suffix, ratio(measured, Candidates.MAPPED, LOAD));
    ratios.put("mapped_vs_path_cold" + suffix, ratio(measured, Candidates.MAPPED, COLD_LOAD));
    ratios.put("first_answer_vs_path" + suffix, ratio(measured, Candidates.TWO_PHASE, ANSWER));
    ratios.put(
        "first_answer_vs_path_cold" + suffix, ratio(measured, Candidates.TWO_PHASE, COLD_ANSWER));
    ratios.put("later_runs_vs_path" + suffix, ratio(measured, Candidates.TWO_PHASE, LATER));
    return ratios;
  }

  private static double ratio(List<Candidate> measured, Candidates ours, String column) {
    return median(measured, ours, column) / median(measured, Candidates.PATH, column);
  }

  private static double median(List<Candidate> measured, Candidates which, String column) {
    return measured.stream()
        .filter(candidate -> candidate.name().equals(which.text()))
        .findFirst()
        .orElseThrow()
        .spread(column)
        .median();
  }
}
