package dev.hearth.testkit.http;

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
import java.util.Optional;

/** Describes an {@link ServedProcess} to start. Confined to one thread at a time. */
public final class ServedProcessBuilder {

  /** What calls the function. */
  enum Runner {
    INVOKER,
    CUSTOM_HANDLER
  }

  private static final String INVOKER = "com.google.cloud.functions.invoker.runner.Invoker";
  private static final String HANDLER_PORT = "FUNCTIONS_CUSTOMHANDLER_PORT";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final String target;
  private final Runner runner;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> jvmOptions = new ArrayList<>();
  private String classPath = System.getProperty("java.class.path", "");
  private Optional<String> runnerPath = Optional.empty();
  private Duration startLimit = START_LIMIT;

  ServedProcessBuilder(String target, Runner runner) {
    this.target = target;
    this.runner = runner;
  }

  /**
   * Sets the class path of the function; by default this JVM's.
   *
   * @param path the path, in the form the JVM takes
   * @return this builder
   */
  public ServedProcessBuilder classPath(String path) {
    this.classPath = path;
    return this;
  }

  /**
   * Sets the class path of the invoker, where that is not in the function's package; by default the
   * function's.
   *
   * @param path the path, in the form the JVM takes
   * @return this builder
   */
  public ServedProcessBuilder runnerPath(String path) {
    this.runnerPath = Optional.of(path);
    return this;
  }

  /**
   * Sets an environment variable. The process inherits none.
   *
   * @param name its name
   * @param value its value
   * @return this builder
   */
  public ServedProcessBuilder env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * Adds options of the JVM.
   *
   * @param options the options
   * @return this builder
   */
  public ServedProcessBuilder jvmOptions(String... options) {
    jvmOptions.addAll(List.of(options));
    return this;
  }

  /**
   * Sets how long the function may take until it can be reached; a minute by default.
   *
   * @param limit the longest wait
   * @return this builder
   */
  public ServedProcessBuilder startLimit(Duration limit) {
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
  public ServedProcess start() {
    try {
      int port = freePort();
      Path output = Files.createTempFile("function-", ".log");
      ServedProcess started =
          new ServedProcess(target, process(port, output).start(), port, output);
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
    words.addAll(List.of("-cp", runnerPath.orElse(classPath)));
    if (runner == Runner.INVOKER) {
      words.addAll(List.of(INVOKER, "--classpath", classPath, "--target", target));
      words.addAll(List.of("--port", Integer.toString(port)));
    } else {
      words.add(target);
    }
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    if (runner == Runner.CUSTOM_HANDLER) {
      builder.environment().put(HANDLER_PORT, Integer.toString(port));
    }
    return builder.redirectOutput(output.toFile());
  }

  /** Both take a port's number only, so it is free when asked and with luck a bit later. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
