package dev.hearth.tools.checks;

import dev.hearth.Deadline;
import dev.hearth.InferenceException;
import dev.hearth.Signature;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.bundle.Bundle;
import dev.hearth.onnx.LoadForm;
import dev.hearth.spi.LoadedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes models of a list one by one and says of each what became of it. */
final class ConformanceProcess {

  static final String STAGE = "stage";
  static final String OUTCOME = "outcome";
  static final String AS_EXPORTED = " as exported";
  static final String EQUAL = "equal in both forms";
  static final String REFUSED = "refused when prepared: ";
  static final String FAILED = "FAILED: ";

  private static final double ROUNDING = 1e-6;
  private static final int MAX_WORDS = 110;

  private ConformanceProcess() {}

  public static void main(String[] args) throws Exception {
    Path work = Path.of(args[1]);
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      Path folder = Path.of(line);
      String name = String.valueOf(folder.getFileName());
      say(OUTCOME, name, outcome(name, folder, work.resolve("bundle")));
      Work.delete(work.resolve("bundle"));
    }
    System.exit(0);
  }

  private static String outcome(String name, Path folder, Path target) {
    Path model = folder.resolve("model.onnx");
    Tensors inputs;
    Tensors expected;
    say(STAGE, name + AS_EXPORTED, "");
    try (LoadedModel exported = Work.exported(model)) {
      inputs = inputs(exported.signature(), folder.resolve("test_data_set_0"));
      try (Tensors outputs = exported.run(inputs, Deadline.none())) {
        expected = Work.copy(outputs);
      }
    } catch (Exception e) {
      return "not run as exported: " + reason(e);
    }
    try {
      say(STAGE, name + " being prepared", "");
      return compare(name, Work.prepare(model, target), inputs, expected);
    } catch (InferenceException e) {
      return REFUSED + reason(e);
    } catch (Exception e) {
      return FAILED + e;
    }
  }

  private static String compare(String name, Bundle bundle, Tensors inputs, Tensors expected) {
    for (LoadForm form : List.of(LoadForm.MAPPED, LoadForm.PREPACKED)) {
      say(STAGE, name + " " + form, "");
      try (LoadedModel prepared = Work.load(bundle, form);
          Tensors actual = prepared.run(inputs, Deadline.none())) {
        double difference = Work.difference(expected, actual);
        if (!(difference <= ROUNDING)) {
          return FAILED + form + " differs by " + difference;
        }
      } catch (InferenceException e) {
        return FAILED + form + " prepared, but " + e.getMessage();
      }
    }
    return EQUAL;
  }

  private static Tensors inputs(Signature signature, Path data) throws IOException {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (int i = 0; i < signature.inputs().size(); i++) {
      inputs.put(
          signature.inputs().get(i).name(),
          TensorFile.read(data.resolve("input_" + i + ".pb"), signature.inputs().get(i).type()));
    }
    return Tensors.of(inputs);
  }

  /** Leaves out names, numbers and places, so that like reasons are counted together. */
  private static String reason(Exception e) {
    String words =
        String.valueOf(e.getMessage())
            .replaceAll("\\s+", " ")
            .replaceAll("model 'model@1'( of [0-9.]+ \\w+)?(, variant '\\w+')?: ", "")
            .replaceAll("made up for .*", "made up for its signature")
            .replaceAll("Load model from \\S+ failed:", "")
            .replaceAll("/[\\w/.-]+:\\d+ [^ ]*", "")
            .replaceAll("[\"'(][^\"')]*[\"')]", "_")
            .replaceAll("[0-9][0-9.e+-]*", "N")
            .replaceAll(" [a-zA-Z_]*(node|op)[a-zA-Z_]* ", " node ");
    return e.getClass().getSimpleName()
        + ": "
        + words.substring(0, Math.min(MAX_WORDS, words.length()));
  }

  private static void say(String kind, String name, String text) {
    System.out.println(kind + "\t" + name + "\t" + text.replaceAll("\\s+", " "));
    System.out.flush();
  }
}
