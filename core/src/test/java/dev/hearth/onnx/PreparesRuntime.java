package dev.hearth.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.hearth.ConfigurationException;
import dev.hearth.spi.LoadedModel;

/** A program that loads the native libraries, and a second time, and says how that went. */
final class PreparesRuntime {

  private PreparesRuntime() {}

  public static void main(String[] arguments) {
    for (int i = 0; i < 2; i++) {
      try {
        OnnxRuntime.create().prepare();
        try (LoadedModel model = TinyModel.identity(DataType.FLOAT, "n").load()) {
          System.out.println("loaded " + model);
        }
      } catch (ConfigurationException e) {
        System.out.println(e.getMessage());
      }
    }
    System.out.println("natives " + System.getProperty("onnxruntime.native.path"));
  }
}
