package dev.hearth.testkit.gcf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes an {@link InvokerProcess} to start. Confined to one thread at a time. */
public final class InvokerProcessBuilder {

  private static final String INVOKER = "com.google.cloud.functions.invoker.runner.Invoker";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final String target;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> jvmOptions = new ArrayList<>();
  private String classPath = System.getProperty("java.class.path", "");
  private Duration startLimit = START_LIMIT;

  InvokerProcessBuilder(String target) {
    this.target = target;
  }

  /**
   * Sets the class path of the function and of the invoker; by default this JVM's.
   *
   * @param path the path, in the form the JVM takes
   * @return this builder
   */
  public InvokerProcessBuilder classPath(String path) {
    this.classPath = path;
    return this;
  }

  /**
   * Sets an environment variable. The process inherits none.
   *
   * @param name its name
   * @param value its value
   * @return this builder
   */
  public InvokerProcessBuilder env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * Adds options of the JVM.
   *
   * @param options the options
   * @return this builder
   */
  public InvokerProcessBuilder jvmOptions(String... options) {
    jvmOptions.addAll(List.of(options));
    return this;
  }

  /**
   * Sets how long the function may take until it can be reached; a minute by default.
   *
   * @param limit the longest wait
   * @return this builder
   */
  public InvokerProcessBuilder startLimit(Duration limit) {
    this.startLimit = limit;
    return this;
  }

  /**
   * Starts the process. Blocks until the function can be reached, which is after its constructor
   * has ended.
   *
   * @return the process
   * @throws IllegalStateException if it ends, or the limit passes; the message has its output
   */
  public InvokerProcess start() {
    try {
      int port = freePort();
      Path output = Files.createTempFile("invoker-", ".log");
      InvokerProcess started =
          new InvokerProcess(target, process(port, output).start(), port, output);
      try {
        started.awaitPort(startLimit);
        return started;
      } catch (RuntimeException | Error e) {
        started.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("function '" + target + "' could not be started", e);
    }
  }

  private ProcessBuilder process(int port, Path output) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(jvmOptions);
    words.addAll(List.of("-cp", classPath, INVOKER, "--classpath", classPath));
    words.addAll(List.of("--target", target, "--port", Integer.toString(port)));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.redirectOutput(output.toFile());
  }

  /** The invoker takes a port's number only, so it is free when asked and with luck a bit later. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
