package dev.hearth.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import dev.hearth.ConfigurationException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's one environment of this process, guarded against builds that must not run here.
 */
final class Environment {

  private static final String NATIVE_PATH = "onnxruntime.native.path";

  private static @Nullable OrtEnvironment environment;

  /** Why the natives did not load; what the JVM says about later attempts leaves the reason out. */
  private static @Nullable String failure;

  private Environment() {}

  /** Returns the environment, loading the native libraries at the first call. Blocks meanwhile. */
  static synchronized OrtEnvironment get() {
    if (failure != null) {
      throw new ConfigurationException(failure);
    }
    if (environment == null) {
      environment = create();
    }
    return environment;
  }

  private static OrtEnvironment create() {
    TelemetryGuard guard = new TelemetryGuard(System.getenv("ORT_DISABLE_TELEMETRY"));
    // Asked before the class is initialised: 1.29 and newer begin to send as their natives load.
    guard.check(OrtEnvironment.class.getPackage().getImplementationVersion());
    pointAtNatives();
    try {
      OrtEnvironment created =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      guard.check(created.getVersion());
      EnvironmentPin.hold();
      return created;
    } catch (LinkageError | IllegalStateException e) {
      ConfigurationException explained = NativeFailures.explain(e);
      failure = explained.getMessage();
      throw explained;
    }
  }

  private static void pointAtNatives() {
    if (System.getProperty(NATIVE_PATH) != null) {
      return;
    }
    Optional<Path> folder =
        NativeFolder.find(System.getenv("HEARTH_NATIVES"), NativeFolder.codeFolder());
    folder.ifPresent(path -> System.setProperty(NATIVE_PATH, path.toString()));
  }

  /** Fails like {@link #get()} would if the natives could not be loaded; for messages only. */
  static ConfigurationException unusable(String what, String remedy, @Nullable Throwable cause) {
    return new ConfigurationException("ONNX Runtime: " + what + "; " + remedy, cause);
  }
}
