package dev.hearth.benchmarks;

import dev.hearth.Ticker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts a fresh JVM for every measurement, with the flags that AWS Lambda gives its Java runtimes.
 */
public final class ColdJvm {

  private static final List<String> LAMBDA_FLAGS =
      List.of(
          "-XX:+TieredCompilation",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "-Xmx512m");

  /** Variables by which a user's shell would change the JVM that is measured. */
  private static final List<String> JVM_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

  private static final long LIMIT_SECONDS = 300;

  private ColdJvm() {}

  /**
   * One run of a JVM.
   *
   * @param millis from before its start to after its end
   * @param lines what it printed
   */
  public record Run(double millis, List<String> lines) {}

  /**
   * Classes that one run loaded.
   *
   * @param all every one of them
   * @param parsed those that were not in the JDK's archive of prepared classes
   */
  public record Classes(int all, int parsed) {}

  /**
   * Runs a program and waits for its end.
   *
   * @param classPath the class path
   * @param options further options for the JVM
   * @param main the class with the main method
   * @param arguments the program's arguments
   * @return the run
   * @throws IOException if the program fails; the message holds what it printed
   * @throws InterruptedException if the thread is interrupted; the program is killed
   */
  public static Run run(
      ClassPath classPath, List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    Path errors = Files.createTempFile("hearth-bench", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command(classPath, options, main, arguments));
      Map<String, String> environment = builder.environment();
      JVM_VARIABLES.forEach(environment::remove);
      builder.redirectError(errors.toFile());
      long start = Ticker.system().nanos();
      Process process = builder.start();
      try {
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        double millis = (Ticker.system().nanos() - start) / 1e6;
        if (!ended || process.exitValue() != 0) {
          throw new IOException(
              main.getSimpleName()
                  + " "
                  + List.of(arguments)
                  + (ended ? " ended with " + process.exitValue() : " did not end")
                  + ": "
                  + Files.readString(errors));
        }
        return new Run(millis, output.lines().toList());
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  /**
   * Runs a program once more, only to count the classes it loads.
   *
   * @param classPath the class path
   * @param options further options for the JVM
   * @param main the class with the main method
   * @param arguments the program's arguments
   * @return the counts
   * @throws IOException if the program fails
   * @throws InterruptedException if the thread is interrupted; the program is killed
   */
  public static Classes classes(
      ClassPath classPath, List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("hearth-bench", ".classes");
    try {
      List<String> all = new ArrayList<>(options);
      all.add("-Xlog:class+load=info:file=" + log + "::filecount=0");
      run(classPath, all, main, arguments);
      int loaded = 0;
      int archived = 0;
      for (String line : Files.readAllLines(log)) {
        loaded += line.contains(" source: ") ? 1 : 0;
        archived += line.contains(" source: shared objects file") ? 1 : 0;
      }
      return new Classes(loaded, loaded - archived);
    } finally {
      Files.deleteIfExists(log);
    }
  }

  /** A program that runs until it is closed. Confined to one thread. */
  public static final class Running implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private Running(Process process) {
      this.process = process;
      this.output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Returns the process's number.
     *
     * @return the number
     */
    public long pid() {
      return process.pid();
    }

    /**
     * Waits for the program's next line. Blocks.
     *
     * @return the line
     * @throws IOException if the program ended instead
     */
    public String awaitLine() throws IOException {
      String line = output.readLine();
      if (line == null) {
        throw new IOException("process " + pid() + " ended without a line; see its errors above");
      }
      return line;
    }

    /** Kills the program. */
    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /**
   * Starts a program and leaves it running; its errors go where this process's go.
   *
   * @param classPath the class path
   * @param options further options for the JVM
   * @param main the class with the main method
   * @param arguments the program's arguments
   * @return the program, to be closed by the caller
   * @throws IOException if it cannot be started
   */
  public static Running start(
      ClassPath classPath, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(classPath, options, main, arguments));
    JVM_VARIABLES.forEach(builder.environment()::remove);
    return new Running(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  private static List<String> command(
      ClassPath classPath, List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LAMBDA_FLAGS);
    command.addAll(options);
    command.add("-cp");
    command.add(classPath.toString());
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
