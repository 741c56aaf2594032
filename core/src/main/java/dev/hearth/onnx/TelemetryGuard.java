package dev.hearth.onnx;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses releases of ONNX Runtime that send data by default: 1.29 and newer, unless the
 * environment variable {@code ORT_DISABLE_TELEMETRY} switches that off before the process starts.
 *
 * @param disabled the variable's value, or null
 */
record TelemetryGuard(@Nullable String disabled) {

  private static final int SENDS_SINCE_MAJOR = 1;
  private static final int SENDS_SINCE_MINOR = 29;
  private static final Set<String> TRUE = Set.of("1", "true", "yes", "on");

  /**
   * Checks a release.
   *
   * @param version its version, or null if it does not tell
   */
  void check(@Nullable String version) {
    if (version != null && sendsByDefault(version) && !isDisabled()) {
      throw Environment.unusable(
          "release "
              + version
              + " sends telemetry unless told not to (expected: 1.28, or ORT_DISABLE_TELEMETRY=1 in"
              + " the environment; it is "
              + (disabled == null ? "not set" : "'" + disabled + "'")
              + ")",
          "depend on onnxruntime 1.28.0 or set the variable where the function is deployed",
          null);
    }
  }

  private boolean isDisabled() {
    return disabled != null && TRUE.contains(disabled.strip().toLowerCase(Locale.ROOT));
  }

  private static boolean sendsByDefault(String version) {
    String[] parts = version.split("[.-]", -1);
    int major = number(parts, 0);
    return major > SENDS_SINCE_MAJOR
        || (major == SENDS_SINCE_MAJOR && number(parts, 1) >= SENDS_SINCE_MINOR);
  }

  private static int number(String[] parts, int index) {
    if (index >= parts.length || parts[index].isEmpty() || parts[index].length() > 6) {
      return 0;
    }
    return parts[index].chars().allMatch(Character::isDigit) ? Integer.parseInt(parts[index]) : 0;
  }
}
