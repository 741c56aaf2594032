package dev.hearth.tools.checks;

import dev.hearth.Tensors;
import dev.hearth.bundle.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A model of three gigabytes, prepared and served by processes with half a gigabyte of heap. */
final class LargeCheck implements Checks.Check {

  private static final int LAYERS = 24;
  private static final int EXTENT = 5792;
  private static final long ROOM = 12L << 30;

  /** Additions of a row of thousands are rounded in another order by other kernels. */
  private static final double ALLOWED = 1e-5;

  @Override
  public List<String> run(Checks.Setting setting) throws Exception {
    long room = Files.getFileStore(setting.work()).getUsableSpace();
    if (room < ROOM) {
      throw new Checks.Failed(
          setting.work()
              + ": "
              + room
              + " bytes free (expected: at least "
              + ROOM
              + "); make room");
    }
    setting.say("large: writing the model");
    Path model = GeneratedModel.layers(setting.work().resolve("model"), LAYERS, EXTENT);
    Path data = model.resolveSibling("weights.raw");
    List<String> found = new ArrayList<>();
    found.add(LAYERS + " layers, " + Files.size(data) + " bytes of external data");
    Path reference = setting.work().resolve("reference.json");
    found.add(run(setting, "exported", model, reference));
    for (String how : List.of("prepack", "plain")) {
      Path bundle = setting.work().resolve("bundle-" + how);
      found.add(run(setting, how, model, bundle));
      for (String form : List.of("mapped", "prepacked")) {
        Path outputs = setting.work().resolve(how + "-" + form + ".json");
        String line = run(setting, form, bundle, outputs);
        found.add(line + difference(reference, outputs));
      }
      Work.delete(bundle);
    }
    return found;
  }

  private static String difference(Path reference, Path outputs) throws Checks.Failed {
    Tensors actual = Sample.read("model", outputs).outputs();
    double difference = Sample.read("model", reference).difference(actual);
    String text = String.format(Locale.ROOT, "; differs from exported by %.2g", difference);
    if (!(difference <= ALLOWED)) {
      throw new Checks.Failed(outputs.getFileName() + text + " (allowed: " + ALLOWED + ")");
    }
    return text;
  }

  private static String run(Checks.Setting setting, String what, Path from, Path to)
      throws IOException, InterruptedException, Checks.Failed {
    setting.say("large: %s", what);
    List<String> command = Work.java(List.of(), List.of("-Xmx512m"), LargeProcess.class);
    command.addAll(List.of(what, from.toString(), to.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new Checks.Failed(what + ": exit " + process.exitValue() + ": " + output);
    }
    setting.say("large: %s", output);
    return output;
  }
}
