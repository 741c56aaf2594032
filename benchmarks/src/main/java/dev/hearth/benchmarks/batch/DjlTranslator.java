package dev.hearth.benchmarks.batch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import dev.hearth.ElementType;
import dev.hearth.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Stacks items for DJL as {@link Stacking} does for Hearth. DJL's own batchifier stacks arrays with
 * operators that its ONNX Runtime engine leaves to another engine, so it is only named, not used.
 */
record DjlTranslator(Stacking stacking) implements Translator<Input, float[]> {

  @Override
  public Batchifier getBatchifier() {
    return Batchifier.STACK;
  }

  @Override
  public NDList processInput(TranslatorContext context, Input item) {
    return batchProcessInput(context, List.of(item));
  }

  @Override
  public float[] processOutput(TranslatorContext context, NDList outputs) {
    return batchProcessOutput(context, outputs).get(0);
  }

  @Override
  public NDList batchProcessInput(TranslatorContext context, List<Input> items) {
    NDList inputs = new NDList();
    stacking
        .stack(items)
        .asMap()
        .forEach(
            (name, tensor) -> {
              NDArray array = array(context, tensor);
              array.setName(name);
              inputs.add(array);
            });
    return inputs;
  }

  @Override
  public List<float[]> batchProcessOutput(TranslatorContext context, NDList outputs) {
    NDArray output = outputs.get(0);
    FloatBuffer floats = output.toByteBuffer().asFloatBuffer();
    List<float[]> answers = new ArrayList<>();
    for (int i = 0; i < output.getShape().get(0); i++) {
      answers.add(stacking.answer(floats, i));
    }
    return answers;
  }

  private static NDArray array(TranslatorContext context, Tensor tensor) {
    Shape shape = new Shape(tensor.shape().dims());
    return tensor.type() == ElementType.INT64
        ? context.getNDManager().create(tensor.longs(), shape, DataType.INT64)
        : context.getNDManager().create(tensor.floats(), shape, DataType.FLOAT32);
  }
}
