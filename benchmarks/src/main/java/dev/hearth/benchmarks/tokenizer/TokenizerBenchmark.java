package dev.hearth.benchmarks.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.modality.nlp.bert.BertFullTokenizer;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.sun.jna.Native;
import dev.hearth.Ticker;
import dev.hearth.benchmarks.Benchmark;
import dev.hearth.benchmarks.Candidate;
import dev.hearth.benchmarks.ClassPath;
import dev.hearth.benchmarks.ColdJvm;
import dev.hearth.benchmarks.Prelude;
import dev.hearth.benchmarks.Report;
import dev.hearth.benchmarks.Settings;
import dev.hearth.benchmarks.Spread;
import dev.hearth.examples.ticketrouter.VocabularyFile;
import dev.hearth.examples.ticketrouter.WordPieceTokenizer;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import opennlp.tools.tokenize.WordpieceTokenizer;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.slf4j.Logger;
import org.tribuo.util.tokens.impl.wordpiece.Wordpiece;

/**
 * Asks what a tokenizer costs a cold function that reads text, and whether its ids are those of the
 * Hugging Face tokenizer: a fresh JVM with Lambda's flags loads it and encodes two tickets.
 *
 * <p>We would drop our own tokenizer for a library that is well kept, agrees on every text and
 * starts within 1.3 times the time of ours.
 */
public final class TokenizerBenchmark implements Benchmark {

  static final String FLOOR = "nothing";
  static final String OURS = "word piece, vocab.txt";
  static final String OURS_FROM_JSON = "word piece, tokenizer.json";
  static final String NATIVE = "hugging face, natives on disk";
  static final String NATIVE_PACKED = "hugging face, natives in jar";
  static final String DJL_JAVA = "djl java";
  static final String TRIBUO = "tribuo";
  static final String OPENNLP = "opennlp";

  static final String JSON = "tokenizer.json";
  static final String LINES = "vocab.txt";

  private static final String PROCESS = "process ms";
  private static final String USED_PROCESS = "used process ms";
  private static final int ROUNDS = 15;
  private static final int WARM_ROUNDS = 3;
  private static final double NANOS_PER_MILLI = 1e6;

  /** Makes the benchmark. */
  public TokenizerBenchmark() {}

  @Override
  public String name() {
    return "tokenizer";
  }

  @Override
  public String question() {
    return "What does a tokenizer cost a cold function, and are its ids right?";
  }

  @Override
  public Report run(Settings settings) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hearth-bench");
    try {
      prepare(folder);
      List<Candidate> candidates = candidates();
      Map<Candidate, Integer> different = different(candidates, folder, settings);
      for (int round = 1; round <= settings.rounds(ROUNDS); round++) {
        settings.say("tokenizer: cold round %d", round);
        for (Candidate candidate : candidates) {
          measureCold(candidate, folder);
        }
      }
      for (int round = 1; round <= settings.rounds(WARM_ROUNDS); round++) {
        settings.say("tokenizer: warm round %d", round);
        for (Candidate candidate : candidates) {
          measureWarm(candidate, folder);
        }
      }
      return report(candidates, different, folder);
    } finally {
      delete(folder);
    }
  }

  private static List<Candidate> candidates() {
    Class<?>[] natives = {
      HuggingFaceTokenizer.class,
      BertFullTokenizer.class,
      JsonReader.class,
      Native.class,
      ArchiveEntry.class,
      Logger.class
    };
    return List.of(
        candidate(FLOOR),
        candidate(OURS, WordPieceTokenizer.class),
        candidate(OURS_FROM_JSON, WordPieceTokenizer.class, JsonReader.class),
        candidate(NATIVE, natives),
        candidate(NATIVE_PACKED, natives),
        candidate(DJL_JAVA, BertFullTokenizer.class, JsonReader.class, Logger.class),
        candidate(TRIBUO, Wordpiece.class, Configurable.class),
        candidate(OPENNLP, WordpieceTokenizer.class, Logger.class));
  }

  private static Candidate candidate(String name, Class<?>... types) {
    return new Candidate(
        name,
        TokenizerProbe.class,
        ClassPath.of(TokenizerProbe.class, Ticker.class),
        ClassPath.of(types));
  }

  /** Counts the texts for which each candidate's ids are not those of the reference. */
  private static Map<Candidate, Integer> different(
      List<Candidate> candidates, Path folder, Settings settings)
      throws IOException, InterruptedException {
    List<String> expected = ids(reference(candidates), folder);
    Map<Candidate, Integer> different = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      settings.say("tokenizer: ids of %s", candidate.name());
      List<String> actual = ids(candidate, folder);
      int count = 0;
      for (int i = 0; i < expected.size(); i++) {
        count += expected.get(i).equals(actual.get(i)) ? 0 : 1;
      }
      different.put(candidate, count);
    }
    return different;
  }

  private static Candidate reference(List<Candidate> candidates) {
    return candidates.stream().filter(c -> c.name().equals(NATIVE)).findFirst().orElseThrow();
  }

  private static List<String> ids(Candidate candidate, Path folder)
      throws IOException, InterruptedException {
    return run(candidate, folder, Prelude.FRESH, texts(folder).toString()).lines().stream()
        .filter(line -> line.startsWith("ids"))
        .toList();
  }

  private static void measureCold(Candidate candidate, Path folder)
      throws IOException, InterruptedException {
    ColdJvm.Run fresh = run(candidate, folder, Prelude.FRESH, TokenizerProbe.FIRST);
    candidate.add(PROCESS, fresh.millis());
    ColdJvm.Run used = run(candidate, folder, Prelude.USED, TokenizerProbe.FIRST);
    candidate.add(USED_PROCESS, used.millis());
    candidate.add("used load ms", millis(used.lines().get(0)));
    candidate.add("used first text ms", millis(used.lines().get(1)));
    candidate.add("used accents ms", millis(used.lines().get(2)));
  }

  private static void measureWarm(Candidate candidate, Path folder)
      throws IOException, InterruptedException {
    List<Double> loops = new ArrayList<>();
    for (String line : run(candidate, folder, Prelude.FRESH, TokenizerProbe.WARM).lines()) {
      loops.add(Double.valueOf(line));
    }
    candidate.add("warm ns", Spread.of(loops).median());
  }

  private static ColdJvm.Run run(Candidate candidate, Path folder, String before, String task)
      throws IOException, InterruptedException {
    boolean packed = candidate.name().equals(NATIVE_PACKED);
    if (packed) {
      delete(natives(folder, true));
    }
    return candidate.run(options(folder, packed), before, folder.toString(), task);
  }

  private Report report(List<Candidate> candidates, Map<Candidate, Integer> different, Path folder)
      throws IOException, InterruptedException {
    List<Map<String, Object>> rows = new ArrayList<>();
    Map<String, Double> ratios = new LinkedHashMap<>();
    Candidate floor = candidates.get(0);
    Candidate ours = candidates.get(1);
    for (Candidate candidate : candidates) {
      ColdJvm.Classes classes =
          candidate.classes(
              options(folder, false), Prelude.FRESH, folder.toString(), TokenizerProbe.FIRST);
      Map<String, Object> row = candidate.row();
      row.put("different ids", different.getOrDefault(candidate, 0));
      row.put("classes", classes.all());
      row.put("classes parsed", classes.parsed());
      row.put("jar bytes", candidate.jars().jarBytes());
      row.put("bytes unpacked", unpackedBytes(candidate, folder));
      row.put("jars", candidate.jars().jars());
      rows.add(row);
      double process = candidate.spread(PROCESS).median();
      double usedProcess = candidate.spread(USED_PROCESS).median();
      ratios.put(candidate.name() + " / floor", process / floor.spread(PROCESS).median());
      ratios.put(
          candidate.name() + " / floor, used", usedProcess / floor.spread(USED_PROCESS).median());
      ratios.put(
          candidate.name() + " / ours, used", usedProcess / ours.spread(USED_PROCESS).median());
    }
    return Report.of(name(), rows, ratios);
  }

  private static List<String> options(Path folder, boolean packed) {
    return List.of(
        "-Dai.djl.offline=true", "-DRUST_FLAVOR=cpu", "-DDJL_CACHE_DIR=" + natives(folder, packed));
  }

  private static Path natives(Path folder, boolean packed) {
    return folder.resolve(packed ? "natives-packed" : "natives");
  }

  private static Path texts(Path folder) {
    return folder.resolve("texts.bin");
  }

  private static double millis(String nanos) {
    return Double.parseDouble(nanos) / NANOS_PER_MILLI;
  }

  /** Copies what the candidates read, so that they read it from one place and as their users do. */
  private static void prepare(Path folder) throws IOException {
    Path json = folder.resolve(JSON);
    try (InputStream in = resource("/all-minilm-l6-v2-q-tokenizer.json")) {
      Files.copy(in, json, StandardCopyOption.REPLACE_EXISTING);
    }
    VocabularyFile.main(new String[] {json.toString(), folder.resolve(LINES).toString()});
    try (Reader reader =
            new InputStreamReader(
                resource("/dev/hearth/examples/ticketrouter/texts.json"), StandardCharsets.UTF_8);
        DataOutputStream out = new DataOutputStream(Files.newOutputStream(texts(folder)))) {
      List<JsonElement> all = JsonParser.parseReader(reader).getAsJsonArray().asList();
      out.writeInt(all.size());
      for (JsonElement text : all) {
        out.writeUTF(text.getAsString());
      }
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(TokenizerBenchmark.class.getResourceAsStream(name), name);
  }

  private static long unpackedBytes(Candidate candidate, Path folder) throws IOException {
    if (!candidate.name().equals(NATIVE) && !candidate.name().equals(NATIVE_PACKED)) {
      return 0;
    }
    long bytes = 0;
    for (Path file : below(natives(folder, false))) {
      bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    return bytes;
  }

  private static void delete(Path folder) throws IOException {
    for (Path file : below(folder)) {
      Files.delete(file);
    }
  }

  /** Lists a folder that may be missing, what is inside before what it is inside of. */
  private static List<Path> below(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
