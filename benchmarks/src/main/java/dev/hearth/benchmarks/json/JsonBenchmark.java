package dev.hearth.benchmarks.json;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import dev.hearth.Ticker;
import dev.hearth.benchmarks.Benchmark;
import dev.hearth.benchmarks.Candidate;
import dev.hearth.benchmarks.ClassPath;
import dev.hearth.benchmarks.ColdJvm;
import dev.hearth.benchmarks.Prelude;
import dev.hearth.benchmarks.Report;
import dev.hearth.benchmarks.Settings;
import dev.hearth.benchmarks.Spread;
import io.avaje.json.stream.JsonStream;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.parsson.JsonProviderImpl;
import org.json.JSONObject;

/**
 * Asks what a JSON library costs a cold HTTP function: a fresh JVM with Lambda's flags reads one
 * API Gateway event of 2 kB and the ticket in its body, and writes a small answer.
 *
 * <p>We would change our choice for a library that is as well kept and that starts at least 10 ms
 * sooner in a process that has done something before.
 */
public final class JsonBenchmark implements Benchmark {

  private static final String FLOOR = "nothing";
  private static final String PROCESS = "process ms";
  private static final String USED_PROCESS = "used process ms";
  private static final int ROUNDS = 21;
  private static final int WARM_ROUNDS = 5;
  private static final int WARM_EVENTS = 4_000;

  /** Makes the benchmark. */
  public JsonBenchmark() {}

  @Override
  public String name() {
    return "json";
  }

  @Override
  public String question() {
    return "What does a JSON library cost a cold HTTP function?";
  }

  @Override
  public Report run(Settings settings) throws IOException, InterruptedException {
    List<Candidate> candidates = candidates();
    Path event = event();
    try {
      check(candidates, event);
      for (int round = 1; round <= settings.rounds(ROUNDS); round++) {
        settings.say("json: cold round %d", round);
        for (Candidate candidate : candidates) {
          measureCold(candidate, event);
        }
      }
      for (int round = 1; round <= settings.rounds(WARM_ROUNDS); round++) {
        settings.say("json: warm round %d", round);
        for (Candidate candidate : candidates) {
          measureWarm(candidate, event);
        }
      }
      return report(candidates, event);
    } finally {
      Files.delete(event);
    }
  }

  private static List<Candidate> candidates() {
    return List.of(
        candidate(FLOOR),
        candidate("gson streaming", JsonReader.class),
        candidate("gson tree", JsonReader.class),
        candidate("jackson streaming", JsonFactory.class),
        candidate(
            "jackson databind", ObjectMapper.class, JsonFactory.class, JsonIgnoreProperties.class),
        candidate("avaje streaming", JsonStream.class),
        candidate("nanojson tree", com.grack.nanojson.JsonObject.class),
        candidate("org.json tree", JSONObject.class),
        candidate("parsson streaming", JsonObject.class, JsonProviderImpl.class));
  }

  private static Candidate candidate(String name, Class<?>... types) {
    return new Candidate(
        name, JsonProbe.class, ClassPath.of(JsonProbe.class, Ticker.class), ClassPath.of(types));
  }

  /** Makes sure that all candidates do the same work. */
  private static void check(List<Candidate> candidates, Path event)
      throws IOException, InterruptedException {
    JsonElement expected = null;
    for (Candidate candidate : candidates) {
      String line = candidate.run(List.of(), Prelude.FRESH, event.toString()).lines().get(1);
      JsonElement answer = JsonParser.parseString(line);
      if (candidate.name().equals(FLOOR)) {
        continue;
      }
      if (expected != null && !expected.equals(answer)) {
        throw new IOException(candidate.name() + " answered " + answer + ", others " + expected);
      }
      expected = answer;
    }
  }

  private static void measureCold(Candidate candidate, Path event)
      throws IOException, InterruptedException {
    ColdJvm.Run fresh = candidate.run(List.of(), Prelude.FRESH, event.toString());
    candidate.add(PROCESS, fresh.millis());
    candidate.add("first ms", Double.parseDouble(fresh.lines().get(0)) / 1e6);
    ColdJvm.Run used = candidate.run(List.of(), Prelude.USED, event.toString());
    candidate.add(USED_PROCESS, used.millis());
    candidate.add("used first ms", Double.parseDouble(used.lines().get(0)) / 1e6);
  }

  private static void measureWarm(Candidate candidate, Path event)
      throws IOException, InterruptedException {
    List<String> lines =
        candidate
            .run(List.of(), Prelude.FRESH, event.toString(), Integer.toString(WARM_EVENTS))
            .lines();
    List<Double> loops = new ArrayList<>();
    for (String line : lines.subList(2, lines.size())) {
      loops.add(Double.valueOf(line));
    }
    candidate.add("warm ns", Spread.of(loops).median());
  }

  private Report report(List<Candidate> candidates, Path event)
      throws IOException, InterruptedException {
    List<Map<String, Object>> rows = new ArrayList<>();
    Map<String, Double> ratios = new LinkedHashMap<>();
    Candidate floor = candidates.get(0);
    for (Candidate candidate : candidates) {
      ColdJvm.Classes classes = candidate.classes(List.of(), Prelude.FRESH, event.toString());
      Map<String, Object> row = candidate.row();
      row.put("classes", classes.all());
      row.put("classes parsed", classes.parsed());
      row.put("jar bytes", candidate.jars().jarBytes());
      row.put("jars", candidate.jars().jars());
      rows.add(row);
      ratios.put(
          candidate.name() + " / floor",
          candidate.spread(PROCESS).median() / floor.spread(PROCESS).median());
      ratios.put(
          candidate.name() + " / floor, used",
          candidate.spread(USED_PROCESS).median() / floor.spread(USED_PROCESS).median());
    }
    return Report.of(name(), rows, ratios);
  }

  private static Path event() throws IOException {
    Path file = Files.createTempFile("hearth-bench", ".json");
    try (InputStream event =
        Objects.requireNonNull(JsonBenchmark.class.getResourceAsStream("event.json"))) {
      Files.copy(event, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
