package dev.hearth.benchmarks.batch;

import dev.hearth.Tensor;
import dev.hearth.Tensors;
import java.util.List;
import java.util.Random;

/** Vectors for the model of {@link Mlp}. */
final class VectorStacking implements Stacking {

  private static final int ROWS = 16;

  private final float[][] rows = new float[ROWS][Mlp.EXTENT];

  VectorStacking() {
    Random random = new Random(ROWS);
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextFloat() * 2 - 1;
      }
    }
  }

  @Override
  public int rows() {
    return ROWS;
  }

  @Override
  public Tensors stack(List<Input> items) {
    int n = items.size();
    float[] all = new float[n * Mlp.EXTENT];
    for (int i = 0; i < n; i++) {
      System.arraycopy(rows[items.get(i).row()], 0, all, i * Mlp.EXTENT, Mlp.EXTENT);
    }
    return Tensors.of(Mlp.INPUT, Tensor.of(all, n, Mlp.EXTENT));
  }

  @Override
  public int outputFloats() {
    return Mlp.EXTENT;
  }
}
