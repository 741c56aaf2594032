package dev.hearth.benchmarks.batch;

import dev.hearth.Tensor;
import dev.hearth.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sentences of one length for MiniLM: token ids, a mask of ones, types of zeros. */
final class TokenStacking implements Stacking {

  private static final int ROWS = 16;
  private static final int FIRST_WORD = 2000;
  private static final int WORDS = 25_000;
  private static final int BEGIN = 101;
  private static final int END = 102;
  private static final int EMBEDDING = 384;

  private final long[][] rows = new long[ROWS][];
  private final int tokens;

  TokenStacking(int tokens) {
    this.tokens = tokens;
    Random random = new Random(tokens);
    for (int row = 0; row < ROWS; row++) {
      rows[row] = random.longs(tokens, FIRST_WORD, FIRST_WORD + WORDS).toArray();
      rows[row][0] = BEGIN;
      rows[row][tokens - 1] = END;
    }
  }

  @Override
  public int rows() {
    return ROWS;
  }

  @Override
  public Tensors stack(List<Input> items) {
    int n = items.size();
    long[] ids = new long[n * tokens];
    for (int i = 0; i < n; i++) {
      System.arraycopy(rows[items.get(i).row()], 0, ids, i * tokens, tokens);
    }
    long[] ones = new long[n * tokens];
    Arrays.fill(ones, 1);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("input_ids", Tensor.of(ids, n, tokens));
    inputs.put("attention_mask", Tensor.of(ones, n, tokens));
    inputs.put("token_type_ids", Tensor.of(new long[n * tokens], n, tokens));
    return Tensors.of(inputs);
  }

  @Override
  public int outputFloats() {
    return tokens * EMBEDDING;
  }
}
