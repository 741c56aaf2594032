package dev.hearth.benchmarks.load;

import ai.onnxruntime.OrtEnvironment;
import com.google.gson.stream.JsonReader;
import dev.hearth.Ticker;
import dev.hearth.benchmarks.Benchmark;
import dev.hearth.benchmarks.Candidate;
import dev.hearth.benchmarks.ClassPath;
import dev.hearth.benchmarks.ColdJvm;
import dev.hearth.benchmarks.Report;
import dev.hearth.benchmarks.Settings;
import dev.hearth.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Asks what memory several sessions of one model take, in one process and in several, by Linux's
 * proportional set size (Pss): what the sessions add to one process, and all of six processes.
 */
public final class ShareBenchmark implements Benchmark {

  private static final int ROUNDS = 5;
  private static final int SESSIONS = 8;
  private static final int PROCESSES = 6;
  private static final String IN_ONE = SESSIONS + " sessions, MiB";
  private static final String IN_MANY = PROCESSES + " processes, MiB";
  private static final String WEIGHTS = "weights in " + PROCESSES + " processes, MiB";
  private static final double MEBI = 1 << 20;

  /** Makes the benchmark. */
  public ShareBenchmark() {}

  @Override
  public String name() {
    return "share";
  }

  @Override
  public String question() {
    return "What memory do several sessions and processes of one model take?";
  }

  @Override
  public Report run(Settings settings) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hearth-bench");
    try {
      List<Map<String, Object>> rows = new ArrayList<>();
      Map<String, Double> ratios = new LinkedHashMap<>();
      for (Models model : List.of(Models.MINILM_FP32, Models.MINILM_INT8)) {
        Path bundle = model.prepare(folder, settings);
        List<Candidate> measured = measure(model, bundle, settings);
        measured.forEach(candidate -> rows.add(row(model, candidate)));
        String suffix = model == Models.MINILM_FP32 ? "" : "_int8";
        ratios.put("pss_8_sessions" + suffix, ratio(measured, IN_ONE));
        ratios.put("pss_6_processes" + suffix, ratio(measured, IN_MANY));
        double file = Files.size(weightsOf(bundle)) / MEBI;
        ratios.put(
            "weights_resident_vs_file" + suffix, last(measured).spread(WEIGHTS).median() / file);
      }
      return Report.of(name(), rows, ratios);
    } finally {
      Models.deleteAll(folder);
    }
  }

  private static Path weightsOf(Path bundle) {
    return Bundle.in(bundle).manifest().variants().get(0).weights().orElseThrow().in(bundle);
  }

  private static List<Candidate> measure(Models model, Path bundle, Settings settings)
      throws IOException, InterruptedException {
    ClassPath classes =
        ClassPath.of(
            ShareProbe.class,
            Ticker.class,
            OrtEnvironment.class,
            JsonReader.class,
            LoggerFactory.class);
    List<Candidate> candidates = new ArrayList<>();
    for (Candidates each : List.of(Candidates.PATH, Candidates.MAPPED, Candidates.TWO_PHASE)) {
      candidates.add(new Candidate(each.text(), ShareProbe.class, classes, ClassPath.of()));
    }
    for (int round = 1; round <= settings.rounds(ROUNDS); round++) {
      settings.say("share: %s, round %d", model.text(), round);
      for (Candidate candidate : candidates) {
        boolean path = candidate.name().equals(Candidates.PATH.text());
        Path file = path ? model.exported() : bundle;
        String grown = candidate.run(List.of(), file.toString(), "" + SESSIONS).lines().get(0);
        candidate.add(IN_ONE, Double.parseDouble(grown));
        many(candidate, classes, file, path ? file.toString() : weightsOf(bundle).toString());
      }
    }
    return candidates;
  }

  private static void many(Candidate candidate, ClassPath classes, Path model, String weights)
      throws IOException, InterruptedException {
    List<ColdJvm.Running> processes = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(
            ColdJvm.start(
                classes,
                List.of("-Xmx128m"),
                ShareProbe.class,
                candidate.name(),
                model.toString(),
                "1"));
      }
      double all = 0;
      double mapped = 0;
      for (ColdJvm.Running process : processes) {
        process.awaitLine();
      }
      for (ColdJvm.Running process : processes) {
        all += Smaps.pssMebibytes(process.pid());
        mapped += Smaps.pssMebibytes(process.pid(), weights);
      }
      candidate.add(IN_MANY, all);
      candidate.add(WEIGHTS, mapped);
    } finally {
      processes.forEach(ColdJvm.Running::close);
    }
  }

  private static Map<String, Object> row(Models model, Candidate candidate) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("model", model.text());
    row.putAll(candidate.row());
    return row;
  }

  private static Candidate last(List<Candidate> measured) {
    return measured.get(measured.size() - 1);
  }

  /** Hearth's default, the last, over the handler most people write, the first. */
  private static double ratio(List<Candidate> measured, String column) {
    return last(measured).spread(column).median() / measured.get(0).spread(column).median();
  }
}
