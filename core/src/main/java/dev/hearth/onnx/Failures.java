package dev.hearth.onnx;

import ai.onnxruntime.OrtException;
import dev.hearth.Bytes;
import dev.hearth.InferenceException;
import dev.hearth.InvalidInputException;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;

/** Turns what ONNX Runtime throws into what a caller can act on. */
final class Failures {

  private Failures() {}

  static InferenceException ofLoad(ModelRef ref, Bytes size, Exception failure) {
    if (failure instanceof InferenceException known) {
      return known;
    }
    if (failure instanceof OrtException ort
        && ort.getCode() == OrtException.OrtErrorCode.ORT_NO_SUCHFILE) {
      return new ModelUnavailableException(
          "model '"
              + ref
              + "': its file went away before it could be loaded ("
              + words(failure)
              + "); call again",
          failure);
    }
    return new ModelBrokenException(
        "model '"
            + ref
            + "' of "
            + size
            + ": ONNX Runtime does not take it: "
            + words(failure)
            + " (expected: a whole ONNX model with operators this runtime has); publish it again",
        failure);
  }

  static InferenceException ofRun(ModelRef ref, OrtException failure) {
    if (isOutOfMemory(failure)) {
      return new ModelUnavailableException(
          "run of model '"
              + ref
              + "': out of memory: "
              + words(failure)
              + " (expected: room for its intermediate results); give the function more memory or"
              + " smaller inputs",
          failure);
    }
    return switch (failure.getCode()) {
      case ORT_INVALID_ARGUMENT, ORT_JAVA_UNKNOWN ->
          new InvalidInputException(
              "inputs of model '"
                  + ref
                  + "': "
                  + words(failure)
                  + " (expected: names, types and shapes as in its signature); correct the inputs",
              failure);
      case ORT_RUNTIME_EXCEPTION, ORT_FAIL ->
          new InvalidInputException(
              "inputs of model '"
                  + ref
                  + "': an operator failed on them: "
                  + words(failure)
                  + " (expected: values the model was made for); correct the inputs",
              failure);
      default ->
          new ModelBrokenException(
              "run of model '"
                  + ref
                  + "': "
                  + words(failure)
                  + " (expected: outputs); publish the model again",
              failure);
    };
  }

  private static boolean isOutOfMemory(OrtException failure) {
    String message = words(failure);
    return message.contains("bad_alloc") || message.contains("allocate memory");
  }

  /** Returns what a failure says; some of ONNX Runtime's messages end with a line feed. */
  private static String words(Exception failure) {
    return String.valueOf(failure.getMessage()).strip();
  }
}
