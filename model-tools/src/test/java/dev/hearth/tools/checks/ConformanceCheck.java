package dev.hearth.tools.checks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The models that ONNX tests its operators with, prepared and loaded in both forms: each gives what
 * it gives as exported, or is refused with a typed exception. Processes of their own, so that a
 * crash of native code is seen and attributed.
 */
final class ConformanceCheck implements Checks.Check {

  private static final Path DATA = Path.of("/usr/share/libonnx-testdata/data");
  private static final int BATCH = 50;
  private static final int FEWEST = 300;

  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();

  @Override
  public List<String> run(Checks.Setting setting) throws Exception {
    List<Path> models = models();
    for (int at = 0; at < models.size(); ) {
      at += batch(setting, models.subList(at, Math.min(at + BATCH, models.size())));
      setting.say("conformance: %d/%d models, %d failures", at, models.size(), failures.size());
    }
    int tried = outcomes.getOrDefault(ConformanceProcess.EQUAL, 0);
    for (Map.Entry<String, Integer> outcome : outcomes.entrySet()) {
      tried += outcome.getKey().startsWith(ConformanceProcess.REFUSED) ? outcome.getValue() : 0;
    }
    List<String> found = new ArrayList<>();
    found.add(
        String.format(
            "%d models: %d prepared and loaded in both forms or refused with a type, %d failures",
            models.size(), tried, failures.size()));
    outcomes.forEach((outcome, count) -> found.add(count + " " + outcome));
    if (!failures.isEmpty() || tried < FEWEST) {
      throw new Checks.Failed(String.join("\n  ", found) + "\n  " + String.join("\n  ", failures));
    }
    return found;
  }

  /** Runs a process; returns how many models it got to the end of, or died of. */
  private int batch(Checks.Setting setting, List<Path> models) throws Exception {
    Path list = setting.work().resolve("list.txt");
    Files.write(list, models.stream().map(Path::toString).toList());
    List<String> command = Work.java(List.of(), List.of("-Xmx512m"), ConformanceProcess.class);
    command.addAll(List.of(list.toString(), setting.work().toString()));
    Process process =
        new ProcessBuilder(command)
            .directory(setting.work().toFile())
            .redirectError(setting.work().resolve("errors.txt").toFile())
            .start();
    int done = 0;
    String last = "";
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split("\t", -1);
        if (words[0].equals(ConformanceProcess.STAGE)) {
          last = words[1];
        } else if (words[0].equals(ConformanceProcess.OUTCOME)) {
          done++;
          count(words[1], words[2]);
        }
      }
    }
    int status = process.waitFor();
    if (done == models.size()) {
      return done;
    }
    if (last.isEmpty()) {
      throw new Checks.Failed(
          "a process ended with "
              + status
              + " before its first model: "
              + Files.readString(setting.work().resolve("errors.txt")));
    }
    if (last.endsWith(ConformanceProcess.AS_EXPORTED)) {
      outcomes.merge("crashed the process as exported, without Hearth's doing", 1, Integer::sum);
    } else {
      failures.add("the process ended with " + status + " in " + last);
    }
    return done + 1;
  }

  private void count(String model, String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
    if (outcome.startsWith(ConformanceProcess.FAILED)) {
      failures.add(model + ": " + outcome);
    }
  }

  private static List<Path> models() throws IOException, Checks.Failed {
    if (!Files.isDirectory(DATA)) {
      throw new Checks.Failed(
          DATA
              + " is not there (expected: the models of ONNX's tests); apt-get install"
              + " libonnx-testdata");
    }
    try (Stream<Path> files = Files.walk(DATA)) {
      return files
          .filter(file -> file.endsWith("model.onnx"))
          .map(Path::getParent)
          .filter(folder -> Files.isDirectory(folder.resolve("test_data_set_0")))
          .sorted()
          .toList();
    }
  }
}
