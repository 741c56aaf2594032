package dev.hearth.onnx;

import dev.hearth.ConfigurationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in words why native libraries did not load. */
final class NativeFailures {

  private static final Pattern GLIBC = Pattern.compile("version `(GLIBC_[0-9.]+)' not found");
  private static final String ONCE =
      " (a process that failed to load them once cannot try again: start a new one)";

  private NativeFailures() {}

  static ConfigurationException explain(Throwable failure) {
    String detail = details(failure);
    Matcher glibc = GLIBC.matcher(detail);
    if (glibc.find()) {
      return Environment.unusable(
          "its native library needs "
              + glibc.group(1)
              + ", which this machine's C library does not have (expected: glibc 2.27 or newer, as on"
              + " Amazon Linux 2023)",
          "deploy to the runtime java21 or newer, or to an image with a newer glibc",
          failure);
    }
    if (detail.contains("ld-linux") || detail.contains("libc.musl")) {
      return Environment.unusable(
          "its native library needs glibc, which this machine does not have: " + detail,
          "use an image based on glibc, not on musl or Alpine",
          failure);
    }
    return Environment.unusable(
        "its native libraries cannot be loaded: "
            + detail
            + " (expected: libonnxruntime and libonnxruntime4j_jni for "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ")",
        "package the natives of this platform" + ONCE,
        failure);
  }

  private static String details(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable next = failure; next != null; next = next.getCause()) {
      if (next.getMessage() != null) {
        text.append(text.isEmpty() ? "" : ": ").append(next.getMessage());
      }
    }
    return text.isEmpty() ? failure.getClass().getName() : text.toString();
  }
}
