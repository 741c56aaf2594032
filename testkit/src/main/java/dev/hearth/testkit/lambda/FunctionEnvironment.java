package dev.hearth.testkit.lambda;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The environment variables that the platform gives to a Java function. */
final class FunctionEnvironment {
  static final String RUNTIME_API = "AWS_LAMBDA_RUNTIME_API";
  static final String MEMORY = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE";
  static final String MAX_CONCURRENCY = "AWS_LAMBDA_MAX_CONCURRENCY";
  static final String INITIALIZATION_TYPE = "AWS_LAMBDA_INITIALIZATION_TYPE";

  /** The managed runtimes leave a share of the memory to the JVM itself and to native code. */
  private static final int HEAP_PERCENT = 85;

  private static final int KIBIBYTES = 1024;
  private static final int PERCENT = 100;

  private FunctionEnvironment() {}

  /** The defaults, overridden and completed by what the caller set. */
  static Map<String, String> of(
      String address, String handler, Path taskRoot, Map<String, String> set) {
    Map<String, String> all = new TreeMap<>();
    all.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    all.put("LANG", "C.UTF-8");
    all.put("TZ", ":UTC");
    all.put("AWS_REGION", "us-east-1");
    all.put("AWS_DEFAULT_REGION", set.getOrDefault("AWS_REGION", "us-east-1"));
    all.put("AWS_EXECUTION_ENV", "AWS_Lambda_java" + Runtime.version().feature());
    all.put("AWS_LAMBDA_FUNCTION_NAME", "function");
    all.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/function");
    all.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
    all.put(MEMORY, "1769");
    all.put(INITIALIZATION_TYPE, "on-demand");
    all.put("LAMBDA_TASK_ROOT", taskRoot.toString());
    all.put("_HANDLER", handler);
    all.putAll(set);
    all.put(RUNTIME_API, address);
    return all;
  }

  /** The heap limit that goes with the memory size, in kibibytes. */
  static long heapKibibytes(Map<String, String> environment) {
    String memory = environment.getOrDefault(MEMORY, "");
    try {
      long megabytes = Long.parseLong(memory);
      if (megabytes > 0) {
        return megabytes * KIBIBYTES * HEAP_PERCENT / PERCENT;
      }
    } catch (NumberFormatException e) {
      // Refused below, as a number out of range is.
    }
    throw new IllegalArgumentException(
        MEMORY + ": '" + memory + "' (expected: megabytes, 1 or more)");
  }
}
