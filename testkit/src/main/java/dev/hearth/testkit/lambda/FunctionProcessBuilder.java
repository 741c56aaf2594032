package dev.hearth.testkit.lambda;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link FunctionProcess}. Confined to one thread at a time. */
public final class FunctionProcessBuilder {
  private static final String CLIENT_MAIN =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /** The flags of the managed Java runtimes, which add a heap limit that fits the memory size. */
  private static final List<String> MANAGED_FLAGS =
      List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final RuntimeApiServer server;
  private final String handler;
  private final Map<String, String> environment = new TreeMap<>();
  private final List<String> addedJvmOptions = new ArrayList<>();
  private List<Path> classPath = List.of();
  private @Nullable List<String> jvmOptions;
  private List<String> prefix = List.of();
  private Path javaHome = Path.of(System.getProperty("java.home"));
  private Path directory = Path.of("").toAbsolutePath();
  private Consumer<String> outputListener = line -> {};
  private Consumer<String> errorListener = line -> {};

  FunctionProcessBuilder(RuntimeApiServer server, String handler) {
    this.server = server;
    this.handler = handler;
  }

  /**
   * Sets the JVM's class path: the function and the runtime client.
   *
   * @param classPath jars and folders
   * @return this builder
   */
  public FunctionProcessBuilder classPath(List<Path> classPath) {
    this.classPath = List.copyOf(classPath);
    return this;
  }

  /**
   * Runs an unpacked package as the managed runtimes do: only the runtime client is on the class
   * path, and the client loads root and {@code lib} from the working directory.
   *
   * @param unpacked the package
   * @return this builder
   */
  public FunctionProcessBuilder functionPackage(FunctionPackage unpacked) {
    return classPath(unpacked.runtimeJars()).workingDirectory(unpacked.root());
  }

  /**
   * Sets an environment variable, over the default if there is one. Nothing is inherited from this
   * process.
   *
   * @param name the variable
   * @param value its value
   * @return this builder
   * @throws IllegalArgumentException for {@code AWS_LAMBDA_RUNTIME_API}, which the server sets
   */
  public FunctionProcessBuilder env(String name, String value) {
    if (name.equals(FunctionEnvironment.RUNTIME_API)) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: set by the server)");
    }
    environment.put(name, value);
    return this;
  }

  /**
   * Sets environment variables as {@link #env(String, String)} does.
   *
   * @param variables values by name
   * @return this builder
   * @throws IllegalArgumentException for {@code AWS_LAMBDA_RUNTIME_API}
   */
  public FunctionProcessBuilder env(Map<String, String> variables) {
    variables.forEach(this::env);
    return this;
  }

  /**
   * Sets {@code AWS_LAMBDA_FUNCTION_MEMORY_SIZE}, from which the default heap limit follows; the
   * process as a whole is not limited. Default: 1769, one vCPU.
   *
   * @param megabytes the memory size
   * @return this builder
   */
  public FunctionProcessBuilder memory(int megabytes) {
    return env(FunctionEnvironment.MEMORY, Integer.toString(atLeastOne("megabytes", megabytes)));
  }

  /**
   * Sets {@code AWS_LAMBDA_MAX_CONCURRENCY}: the runtime client calls the one handler object from
   * so many threads. Default: unset, one event at a time.
   *
   * @param threads the number of runtime threads
   * @return this builder
   */
  public FunctionProcessBuilder maxConcurrency(int threads) {
    return env(
        FunctionEnvironment.MAX_CONCURRENCY, Integer.toString(atLeastOne("threads", threads)));
  }

  /**
   * Sets {@code AWS_LAMBDA_INITIALIZATION_TYPE} to {@code snap-start}: the runtime client runs the
   * hooks around {@code restore/next} before it asks for the first event.
   *
   * @return this builder
   */
  public FunctionProcessBuilder snapStart() {
    return env(FunctionEnvironment.INITIALIZATION_TYPE, "snap-start");
  }

  /**
   * Replaces the default JVM options, which are those of the managed runtimes.
   *
   * @param options all options
   * @return this builder
   */
  public FunctionProcessBuilder jvmOptions(List<String> options) {
    jvmOptions = List.copyOf(options);
    return this;
  }

  /**
   * Adds JVM options after the default ones or those set.
   *
   * @param options further options, such as {@code -XX:SharedArchiveFile=function.jsa}
   * @return this builder
   */
  public FunctionProcessBuilder addJvmOptions(String... options) {
    addedJvmOptions.addAll(List.of(options));
    return this;
  }

  /**
   * Sets the Java installation. Default: the one this process runs on.
   *
   * @param javaHome the folder with {@code bin/java}
   * @return this builder
   */
  public FunctionProcessBuilder javaHome(Path javaHome) {
    this.javaHome = javaHome;
    return this;
  }

  /**
   * Sets the working directory, also the default of {@code LAMBDA_TASK_ROOT}. The runtime client
   * looks for classes and {@code lib} here, after the class path. Default: this process's.
   *
   * @param directory an existing directory
   * @return this builder
   */
  public FunctionProcessBuilder workingDirectory(Path directory) {
    this.directory = directory.toAbsolutePath();
    return this;
  }

  /**
   * Sets words to go before {@code java}, such as {@code strace -f -o calls.txt}. Default: none.
   *
   * @param words the command and its arguments
   * @return this builder
   */
  public FunctionProcessBuilder commandPrefix(String... words) {
    prefix = List.of(words);
    return this;
  }

  /**
   * Passes on each line of standard output as it comes. Lines are kept in any case.
   *
   * @param listener called by one thread of the process; must not block, or the function will
   * @return this builder
   */
  public FunctionProcessBuilder onStdout(Consumer<String> listener) {
    outputListener = listener;
    return this;
  }

  /**
   * Passes on each line of standard error as it comes. Lines are kept in any case.
   *
   * @param listener called by one thread of the process; must not block, or the function will
   * @return this builder
   */
  public FunctionProcessBuilder onStderr(Consumer<String> listener) {
    errorListener = listener;
    return this;
  }

  /**
   * Starts the JVM and returns without waiting for its initialisation.
   *
   * @return the running process, which the caller closes
   * @throws IllegalArgumentException if the class path, the working directory, the memory size or
   *     the Java installation cannot work
   * @throws IllegalStateException if the server already has a running process
   * @throws java.io.UncheckedIOException if the command cannot be started
   */
  public FunctionProcess start() {
    return FunctionProcess.start(
        server,
        command(),
        new LineLog("stdout", outputListener),
        new LineLog("stderr", errorListener));
  }

  FunctionCommand command() {
    if (classPath.isEmpty()) {
      throw new IllegalArgumentException(
          "classPath: empty (expected: the function and the runtime client); set classPath or"
              + " functionPackage");
    }
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "workingDirectory: " + directory + " (expected: a directory)");
    }
    Map<String, String> all =
        FunctionEnvironment.of(server.address(), handler, directory, environment);
    return new FunctionCommand(words(all), all, directory);
  }

  private List<String> words(Map<String, String> all) {
    List<String> words = new ArrayList<>(prefix);
    words.add(java());
    words.addAll(jvmOptions == null ? managedOptions(all) : jvmOptions);
    RuntimeNatives.options(classPath, javaHome).forEach(words::add);
    words.addAll(addedJvmOptions);
    words.add("-cp");
    words.add(
        classPath.stream()
            .map(path -> path.toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    words.add(CLIENT_MAIN);
    words.add(handler);
    return words;
  }

  private static List<String> managedOptions(Map<String, String> all) {
    List<String> options = new ArrayList<>(MANAGED_FLAGS);
    options.add("-Xmx" + FunctionEnvironment.heapKibibytes(all) + "k");
    return options;
  }

  private String java() {
    Path java = javaHome.resolve("bin").resolve("java");
    if (!Files.isExecutable(java)) {
      throw new IllegalArgumentException("javaHome: " + javaHome + " (expected: holds bin/java)");
    }
    return java.toAbsolutePath().toString();
  }

  private static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
    }
    return value;
  }
}
