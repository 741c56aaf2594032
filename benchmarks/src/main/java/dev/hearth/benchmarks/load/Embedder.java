package dev.hearth.benchmarks.load;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.Ticker;
import dev.hearth.bundle.Bundle;
import dev.hearth.onnx.OnnxRuntime;
import dev.hearth.onnx.SessionSettings;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelContent;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A loaded text encoder, however it came into memory; one sentence of 32 tokens at a time. */
interface Embedder extends AutoCloseable {

  int TOKENS = 32;
  List<String> INPUTS = List.of("input_ids", "attention_mask", "token_type_ids");

  /** Runs the model once; returns one number of its output. */
  float run() throws OrtException;

  @Override
  void close() throws OrtException;

  /** Makes the engine ready, which is no part of a load. */
  static void prepare() {
    OnnxRuntime.create().prepare();
  }

  /**
   * Loads a model.
   *
   * @param candidate how
   * @param model an {@code .onnx} file for {@link Candidates#PATH}, else a bundle
   */
  static Embedder load(Candidates candidate, Path model) throws OrtException {
    return candidate == Candidates.PATH
        ? new Raw(OrtEnvironment.getEnvironment().createSession(model.toString()))
        : new Prepared(prepared(candidate, model));
  }

  private static LoadedModel prepared(Candidates candidate, Path folder) {
    Bundle bundle = Bundle.in(folder);
    SessionSettings settings = SessionSettings.defaults().withForm(candidate.form());
    return OnnxRuntime.with(settings)
        .load(
            new ModelRef("model", "1"),
            new ModelContent.InBundle(bundle, bundle.manifest().variants().get(0)),
            new LoadContext(Ticker.system()));
  }

  /** Token ids, a mask of ones, types of zeros. */
  static long[] values(String input) {
    long[] values = new long[TOKENS];
    for (int i = 0; i < TOKENS; i++) {
      values[i] =
          input.equals(INPUTS.get(0)) ? 1000 + 37L * i : input.equals(INPUTS.get(1)) ? 1 : 0;
    }
    return values;
  }

  /** The handler most people write. */
  record Raw(OrtSession session) implements Embedder {

    @Override
    public float run() throws OrtException {
      Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
      try {
        for (String name : INPUTS) {
          inputs.put(
              name,
              OnnxTensor.createTensor(
                  OrtEnvironment.getEnvironment(),
                  LongBuffer.wrap(values(name)),
                  new long[] {1, TOKENS}));
        }
        try (OrtSession.Result result = session.run(inputs)) {
          return ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
        }
      } finally {
        inputs.values().forEach(OnnxTensor::close);
      }
    }

    @Override
    public void close() throws OrtException {
      session.close();
    }
  }

  /** A bundle in Hearth. */
  record Prepared(LoadedModel model) implements Embedder {

    @Override
    public float run() {
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      for (String name : INPUTS) {
        inputs.put(name, Tensor.of(values(name), 1, TOKENS));
      }
      try (Tensors outputs = model.run(Tensors.of(inputs), Deadline.none())) {
        return outputs.asMap().values().iterator().next().floats().get(0);
      }
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
