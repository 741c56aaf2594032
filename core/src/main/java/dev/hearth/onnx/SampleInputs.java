package dev.hearth.onnx;

import dev.hearth.ElementType;
import dev.hearth.Signature;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes inputs up that a model may take: the same ones at every call, the likeliest first.
 *
 * <p>Of extents that a model leaves open the first is taken for the batch and made 1; whole numbers
 * are taken for indices and masks and made 1 or 0; fractions are drawn from -1 to 1.
 */
final class SampleInputs {

  private static final int[] EXTENTS = {8, 1, 2, 3, 4, 16, 32, 48, 64, 128, 224};
  private static final int[] WHOLE_NUMBERS = {1, 0};
  private static final long SEED = 0x6865617274680aL;
  private static final long MAX_ELEMENTS = 1 << 22;
  private static final short FLOAT16_ONE = 0x3c00;
  private static final short BFLOAT16_ONE = 0x3f80;

  private SampleInputs() {}

  /** Returns what to try, in this order. */
  static List<Tensors> candidates(Signature signature) {
    List<Tensors> candidates = new ArrayList<>();
    for (int extent :
        signature.inputs().stream().allMatch(p -> p.shape().isFixed()) ? new int[] {1} : EXTENTS) {
      for (int number : WHOLE_NUMBERS) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (Signature.Port port : signature.inputs()) {
          long[] dims = dims(port, extent);
          if (elements(dims) <= MAX_ELEMENTS) {
            inputs.put(port.name(), tensor(port.type(), dims, number));
          }
        }
        if (inputs.size() == signature.inputs().size()) {
          candidates.add(Tensors.of(inputs));
        }
      }
    }
    return candidates;
  }

  private static long[] dims(Signature.Port port, int extent) {
    long[] dims = port.shape().dims();
    for (int axis = 0; axis < dims.length; axis++) {
      if (dims[axis] < 0) {
        dims[axis] = axis == 0 && dims.length > 1 ? 1 : extent;
      }
    }
    return dims;
  }

  private static long elements(long[] dims) {
    long elements = 1;
    for (long dim : dims) {
      elements = dim > MAX_ELEMENTS ? MAX_ELEMENTS + 1 : Math.min(elements * dim, MAX_ELEMENTS + 1);
    }
    return elements;
  }

  private static Tensor tensor(ElementType type, long[] dims, int number) {
    if (type == ElementType.STRING) {
      return Tensor.of(Collections.nCopies((int) elements(dims), "a"), dims);
    }
    Tensor tensor = Tensor.allocate(type, dims);
    Random random = new Random(SEED);
    ByteBuffer bytes = tensor.bytes();
    for (int at = bytes.position(); at < bytes.limit(); at += type.size()) {
      put(type, bytes, at, number, random.nextFloat() * 2 - 1);
    }
    return tensor;
  }

  private static void put(ElementType type, ByteBuffer bytes, int at, int number, float fraction) {
    switch (type) {
      case FLOAT32 -> bytes.putFloat(at, fraction);
      case FLOAT64 -> bytes.putDouble(at, fraction);
      case FLOAT16 -> bytes.putShort(at, number == 0 ? 0 : FLOAT16_ONE);
      case BFLOAT16 -> bytes.putShort(at, number == 0 ? 0 : BFLOAT16_ONE);
      case INT8, UINT8, BOOL -> bytes.put(at, (byte) number);
      case INT16 -> bytes.putShort(at, (short) number);
      case INT32 -> bytes.putInt(at, number);
      case INT64 -> bytes.putLong(at, number);
      case STRING -> throw new IllegalArgumentException("a text is no number");
    }
  }
}
