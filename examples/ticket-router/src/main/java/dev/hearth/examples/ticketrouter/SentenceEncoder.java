package dev.hearth.examples.ticketrouter;

import dev.hearth.Deadline;
import dev.hearth.ElementType;
import dev.hearth.Model;
import dev.hearth.Shape;
import dev.hearth.Signature;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.batch.TensorBatch;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns text into a vector of its meaning with MiniLM: tokens in, the mean of the token vectors
 * out, scaled to length 1. Immutable; safe for use by many threads.
 *
 * @param tokenizer cuts text into tokens
 */
record SentenceEncoder(WordPieceTokenizer tokenizer) {

  static final int DIMENSIONS = 384;

  static final Signature SIGNATURE =
      Signature.builder()
          .input("input_ids", ElementType.INT64, Shape.ANY, Shape.ANY)
          .input("attention_mask", ElementType.INT64, Shape.ANY, Shape.ANY)
          .input("token_type_ids", ElementType.INT64, Shape.ANY, Shape.ANY)
          .output("last_hidden_state", ElementType.FLOAT32, Shape.ANY, Shape.ANY, DIMENSIONS)
          .build();

  /** What the model was trained on; it takes no more than 512. */
  private static final int MAX_TOKENS = 256;

  float[] encode(Model model, String text, Deadline deadline) {
    return encode(model, List.of(text), deadline).get(0);
  }

  /** Encodes texts in one run. */
  List<float[]> encode(Model model, List<String> texts, Deadline deadline) {
    List<Tensors> inputs = texts.stream().map(this::inputs).toList();
    List<float[]> vectors = new ArrayList<>(texts.size());
    try (TensorBatch batch = TensorBatch.run(model, inputs, deadline)) {
      for (int i = 0; i < inputs.size(); i++) {
        int tokens = (int) inputs.get(i).get("input_ids").shape().dim(1);
        vectors.add(normalized(mean(batch.outputs(i).get("last_hidden_state"), tokens)));
      }
    }
    return vectors;
  }

  Tensors inputs(String text) {
    long[] ids = tokenizer.encode(text, MAX_TOKENS);
    Tensor mask = Tensor.allocate(ElementType.INT64, 1, ids.length);
    for (int i = 0; i < ids.length; i++) {
      mask.longs().put(i, 1);
    }
    return Tensors.of(
        Map.of(
            "input_ids", Tensor.of(ids, 1, ids.length),
            "attention_mask", mask,
            "token_type_ids", Tensor.allocate(ElementType.INT64, 1, ids.length)));
  }

  private static float[] mean(Tensor hidden, int tokens) {
    FloatBuffer values = hidden.floats();
    float[] mean = new float[DIMENSIONS];
    for (int token = 0; token < tokens; token++) {
      for (int i = 0; i < DIMENSIONS; i++) {
        mean[i] += values.get(token * DIMENSIONS + i) / tokens;
      }
    }
    return mean;
  }

  private static float[] normalized(float[] vector) {
    float length = (float) Math.sqrt(dot(vector, vector));
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= length;
    }
    return vector;
  }

  static float dot(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
