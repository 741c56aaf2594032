package dev.hearth.benchmarks.batch;

import dev.hearth.Tensors;
import java.nio.FloatBuffer;
import java.util.List;

/** Puts rows upon each other for a model, and finds each one's answer. Immutable. */
interface Stacking {

  /** How many floats of an answer are read: enough to tell it from others. */
  int READ_FLOATS = 32;

  /** Returns how many different rows there are. */
  int rows();

  /** Returns the model's inputs, the items' rows along the first axis. */
  Tensors stack(List<Input> items);

  /** Returns how many floats of output an item has. */
  int outputFloats();

  /** Returns the beginning of one item's answer. */
  default float[] answer(FloatBuffer output, int index) {
    float[] answer = new float[READ_FLOATS];
    output.get(index * outputFloats(), answer);
    return answer;
  }
}
