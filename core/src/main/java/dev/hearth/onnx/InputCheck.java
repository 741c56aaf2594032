package dev.hearth.onnx;

import dev.hearth.InvalidInputException;
import dev.hearth.ModelRef;
import dev.hearth.Shape;
import dev.hearth.Signature;
import dev.hearth.Tensor;
import dev.hearth.Tensors;

/** Compares inputs with a model's signature before native code sees them. */
final class InputCheck {

  private InputCheck() {}

  static void check(ModelRef ref, Signature signature, Tensors inputs) {
    for (Signature.Port port : signature.inputs()) {
      Tensor tensor = inputs.asMap().get(port.name());
      if (tensor == null) {
        throw refused(ref, "input '" + port.name() + "': missing", port.toString());
      }
      if (tensor.type() != port.type() || !fits(tensor.shape(), port.shape())) {
        throw refused(ref, "input '" + port.name() + "': " + tensor, port.toString());
      }
    }
    if (inputs.names().size() != signature.inputs().size()) {
      throw refused(ref, "inputs: " + inputs.names(), signature.inputs().toString());
    }
  }

  /** ONNX Runtime reports an input of unknown rank as a scalar, so whatever comes fits both. */
  private static boolean fits(Shape given, Shape wanted) {
    return wanted.rank() == 0 || given.fits(wanted);
  }

  private static InvalidInputException refused(ModelRef ref, String found, String expected) {
    return new InvalidInputException(
        "model '"
            + ref
            + "', "
            + found
            + " (expected: "
            + expected
            + "); give the model what its signature names");
  }
}
