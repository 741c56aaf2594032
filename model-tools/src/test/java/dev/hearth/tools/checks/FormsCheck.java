package dev.hearth.tools.checks;

import dev.hearth.Deadline;
import dev.hearth.Tensors;
import dev.hearth.bundle.Bundle;
import dev.hearth.onnx.LoadForm;
import dev.hearth.spi.LoadedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Outputs of bundles against those of the exported models: here, and on older processors than the
 * one they were prepared on, which run other kernels.
 */
final class FormsCheck implements Checks.Check {

  private static final int LONGEST = 100;
  private static final List<String> PROCESSORS = List.of("Haswell", "Nehalem");

  /** What the loader warns of when prepacked weights are of no use. */
  private static final String FELL_BACK = "its prepacked weights do not suit this processor";

  private static final List<LoadForm> FORMS = List.of(LoadForm.MAPPED, LoadForm.PREPACKED);

  @Override
  public List<String> run(Checks.Setting setting) throws Exception {
    List<String> found = new ArrayList<>();
    for (RealModel model : RealModel.values()) {
      setting.say("forms: preparing %s", model);
      Path folder = setting.work().resolve(model.name());
      Bundle bundle = Work.prepare(model.in(setting.models()), folder);
      int[] lengths = IntStream.rangeClosed(1, LONGEST).filter(n -> n % 2 == 0).toArray();
      for (LoadForm form : FORMS) {
        found.add(compare(model, model.in(setting.models()), bundle, form, lengths));
        setting.say("forms: %s", found.get(found.size() - 1));
      }
    }
    Path qemu = qemu();
    for (String processor : PROCESSORS) {
      for (RealModel model : RealModel.values()) {
        setting.say("forms: %s on %s, under qemu: minutes", model, processor);
        found.addAll(elsewhere(setting, qemu, processor, model));
      }
    }
    return found;
  }

  /** Compares two sessions of this process; fails if they differ by more than the model may. */
  static String compare(RealModel model, Path file, Bundle bundle, LoadForm form, int[] lengths)
      throws Exception {
    double worst = 0;
    try (LoadedModel exported = Work.exported(file);
        LoadedModel prepared = Work.load(bundle, form)) {
      for (int length : lengths) {
        Tensors inputs = model.inputs(exported.signature(), length);
        try (Tensors expected = exported.run(inputs, Deadline.none());
            Tensors actual = prepared.run(inputs, Deadline.none())) {
          worst = Math.max(worst, Work.difference(expected, actual));
        }
      }
    }
    String found =
        String.format(
            Locale.ROOT,
            "%s %s: %d inputs, differs by %.2g at most (allowed: %.2g)",
            model,
            form.name().toLowerCase(Locale.ROOT),
            lengths.length,
            worst,
            model.allowed);
    if (!(worst <= model.allowed)) {
      throw new Checks.Failed(found);
    }
    return found;
  }

  private static List<String> elsewhere(
      Checks.Setting setting, Path qemu, String processor, RealModel model) throws Exception {
    List<String> command =
        Work.java(
            List.of(qemu.toString(), "-cpu", processor),
            List.of("-Xint", "-XX:+UseSerialGC", "-XX:-UseCompressedOops", "-Xmx512m"),
            ElsewhereProcess.class);
    command.addAll(
        List.of(
            model.name(),
            model.in(setting.models()).toString(),
            setting.work().resolve(model.name()).toString()));
    Path output = setting.work().resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = process.waitFor();
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(output)) {
      if (line.startsWith(ElsewhereProcess.FOUND)) {
        lines.add(processor + ": " + line.substring(ElsewhereProcess.FOUND.length()));
        setting.say("forms: %s", lines.get(lines.size() - 1));
      } else if (line.contains(FELL_BACK)) {
        lines.add(processor + ": " + model + " prepacked: goes on mapped, its sample differs");
      }
    }
    if (status != 0) {
      throw new Checks.Failed(
          processor + ", " + model + ": exit " + status + ": " + Files.readString(output));
    }
    return lines;
  }

  private static Path qemu() throws Checks.Failed {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .map(folder -> Path.of(folder, "qemu-x86_64"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new Checks.Failed(
                    "qemu-x86_64 is not there (expected: on the PATH); apt-get install qemu-user"));
  }
}
