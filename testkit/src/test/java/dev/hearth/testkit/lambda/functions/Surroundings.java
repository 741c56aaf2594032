package dev.hearth.testkit.lambda.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.TreeMap;

/** Answers with its environment, JVM options, directory and what it read from the context. */
public final class Surroundings implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    StringBuilder all = new StringBuilder();
    new TreeMap<>(System.getenv()).forEach((name, value) -> line(all, name, value));
    line(all, "jvm", String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
    line(all, "user.dir", System.getProperty("user.dir"));
    line(all, "loader", getClass().getClassLoader().getClass().getSimpleName());
    line(all, "arn", context.getInvokedFunctionArn());
    line(all, "memory", Integer.toString(context.getMemoryLimitInMB()));
    line(all, "remaining", Integer.toString(context.getRemainingTimeInMillis()));
    line(all, "trace", System.getProperty("com.amazonaws.xray.traceHeader"));
    output.write(all.toString().getBytes(UTF_8));
  }

  private static void line(StringBuilder all, String name, String value) {
    all.append(name).append('=').append(value).append('\n');
  }
}
