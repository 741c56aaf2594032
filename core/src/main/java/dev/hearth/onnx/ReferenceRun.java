package dev.hearth.onnx;

import ai.onnxruntime.OrtException;
import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.InvalidInputException;
import dev.hearth.ModelRef;
import dev.hearth.Signature;
import dev.hearth.Tensors;
import dev.hearth.bundle.Precision;
import dev.hearth.bundle.Sample;
import dev.hearth.spi.ModelContent;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Asks a model as exported for an answer that its prepared forms are held against.
 *
 * @param ref the model's name and version, for messages
 * @param precision how it keeps its weights
 * @param sessions makes its session
 */
record ReferenceRun(ModelRef ref, Precision precision, Sessions sessions) {

  private static final int MAX_OUTPUT_BYTES = 4 << 20;

  /** The model's own answer, and its signature. */
  record Reference(Sample sample, Signature signature) {}

  /** Runs the model on the first inputs made up for it that it takes. */
  Reference run(Path file, Bytes size) {
    try (LiveSession live =
        new LiveSession(sessions.exported(new ModelContent.InFile(file, size)))) {
      OnnxModel model = sessions.model(ref, live, size);
      InvalidInputException last = null;
      for (Tensors inputs : SampleInputs.candidates(model.signature())) {
        try (Tensors outputs = model.run(inputs, Deadline.none())) {
          if (bytesOf(outputs) <= MAX_OUTPUT_BYTES) {
            Sample sample =
                new Sample(
                    inputs, OwnedTensors.copyOf(outputs), Precisions.toleranceElsewhere(precision));
            requireSteady(model, sample);
            return new Reference(sample, model.signature());
          }
        } catch (InvalidInputException e) {
          last = e;
        }
      }
      throw new ConfigurationException(
          "model '"
              + ref
              + "': it takes none of the inputs made up for "
              + model.signature().inputs()
              + (last == null ? "" : ": " + last.getMessage())
              + " (expected: outputs to check the prepared model by); serve it as it is",
          last);
    } catch (OrtException e) {
      throw Failures.ofLoad(ref, size, e);
    }
  }

  /**
   * Refuses a model that answers the same question in two ways: sessions of one process begin with
   * the same random numbers, so that a comparison of their first answers would not tell.
   */
  private void requireSteady(OnnxModel model, Sample sample) {
    try (Tensors again = model.run(sample.inputs(), Deadline.none())) {
      double difference = sample.difference(again);
      if (!(difference <= Precisions.allowedHere(precision))) {
        throw new ConfigurationException(
            String.format(
                Locale.ROOT,
                "model '%s': its second run on the same inputs gives other outputs, by %.2g of their"
                    + " greatest magnitude (expected: the same; is it random?); serve it as it is",
                ref,
                difference));
      }
    }
  }

  private static long bytesOf(Tensors tensors) {
    return tensors.asMap().values().stream()
        .mapToLong(tensor -> tensor.shape().elements() * Math.max(1, tensor.type().size()))
        .sum();
  }
}
