package dev.hearth.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.slf4j.LoggerFactory;

/**
 * Keeps ONNX Runtime's environment until the process is gone.
 *
 * <p>ONNX Runtime frees it in a shutdown hook, and a session that another thread is making then
 * follows a pointer to nothing: the process crashes instead of ending. Hooks run in no order, so
 * none of ours could come first. The environment counts its owners, though, and whoever asks for it
 * natively becomes one; there is no public way to ask twice.
 */
final class EnvironmentPin {

  private EnvironmentPin() {}

  /** Becomes an owner that never leaves; without one where ONNX Runtime has changed inside. */
  static boolean hold() {
    try {
      Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
      api.setAccessible(true);
      Method create =
          OrtEnvironment.class.getDeclaredMethod(
              "createHandle", long.class, int.class, String.class);
      create.setAccessible(true);
      create.invoke(
          null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR.getValue(), "hearth");
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LoggerFactory.getLogger(EnvironmentPin.class)
          .debug("ONNX Runtime's environment ends with its shutdown hook: {}", e.toString());
      return false;
    }
  }
}
