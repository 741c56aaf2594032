package dev.hearth.testkit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A function in a JVM of its own that is called over HTTP: under the published invoker of Google
 * Cloud Functions, {@code com.google.cloud.functions.invoker:java-function-invoker}, or as an Azure
 * custom handler.
 *
 * <pre>{@code
 * try (ServedProcess function = ServedProcess.invoker("com.acme.TicketRouterHttp").start()) {
 *   HttpRequest request = HttpRequest.newBuilder(function.uri("/")).POST(ticket).build();
 *   ...
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. The caller who starts a process closes it.
 */
public final class ServedProcess implements AutoCloseable {

  private static final Duration ORDERLY = Duration.ofSeconds(5);
  private static final int LOOK_AGAIN_MILLIS = 20;

  private final String target;
  private final Process process;
  private final int port;
  private final Path output;

  ServedProcess(String target, Process process, int port, Path output) {
    this.target = target;
    this.process = process;
    this.port = port;
    this.output = output;
  }

  /**
   * Describes a function of Google Cloud Functions.
   *
   * @param target the name of the function's class
   * @return a builder
   */
  public static ServedProcessBuilder invoker(String target) {
    return new ServedProcessBuilder(target, ServedProcessBuilder.Runner.INVOKER);
  }

  /**
   * Describes an Azure custom handler, without the Functions host.
   *
   * @param main the name of a class whose {@code main} serves on the port that the environment
   *     names
   * @return a builder
   */
  public static ServedProcessBuilder customHandler(String main) {
    return new ServedProcessBuilder(main, ServedProcessBuilder.Runner.CUSTOM_HANDLER);
  }

  /**
   * Returns where the function answers.
   *
   * @param path a path, with a query if need be, that begins with a slash
   * @return the address
   */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /**
   * Returns the port the function answers at.
   *
   * @return the port
   */
  public int port() {
    return port;
  }

  /**
   * Returns the process id.
   *
   * @return the pid
   */
  public long pid() {
    return process.pid();
  }

  /**
   * Tells whether the process still runs.
   *
   * @return whether it does
   */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Returns what the process has written so far.
   *
   * @return its output and its errors, in the order they came
   */
  public String output() {
    try {
      return new String(Files.readAllBytes(output), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("output of function '" + target + "': " + output, e);
    }
  }

  /**
   * Blocks until the process has written a text.
   *
   * @param text the text
   * @param limit the longest wait
   * @throws IllegalStateException if it has not by then, or has ended without
   */
  public void awaitOutput(String text, Duration limit) {
    Deadline deadline = Deadline.after(limit);
    boolean ended = false;
    while (!output().contains(text)) {
      if (ended || deadline.passed()) {
        throw new IllegalStateException(
            "output of function '"
                + target
                + "': "
                + (ended ? "the process ended" : limit + " passed")
                + " without it (expected: '"
                + text
                + "'); it is:\n"
                + output());
      }
      ended = hasEnded();
    }
  }

  /**
   * Blocks until the process has written a line.
   *
   * @param wanted tells the line from others
   * @param limit the longest wait
   * @return the first line of which it holds
   * @throws IllegalStateException if there is none by then, or the process has ended without
   */
  public String awaitLine(Predicate<String> wanted, Duration limit) {
    Deadline deadline = Deadline.after(limit);
    while (true) {
      boolean ended = !process.isAlive();
      Optional<String> line = output().lines().filter(wanted).findFirst();
      if (line.isPresent()) {
        return line.get();
      }
      if (ended || deadline.passed()) {
        throw new IllegalStateException(
            "output of function '"
                + target
                + "': no such line within "
                + limit
                + " (expected: one); it is:\n"
                + output());
      }
      hasEnded(); // The pause between two looks.
    }
  }

  /** Blocks until the function can be reached. */
  void awaitPort(Duration limit) {
    Deadline deadline = Deadline.after(limit);
    while (!connects()) {
      if (hasEnded()) {
        throw new IllegalStateException(
            "function '"
                + target
                + "': its process ended with "
                + process.exitValue()
                + " (expected: to listen); its output is:\n"
                + output());
      }
      if (deadline.passed()) {
        throw new IllegalStateException(
            "function '"
                + target
                + "': nothing listens on port "
                + port
                + " (expected: within "
                + limit
                + "); its output is:\n"
                + output());
      }
    }
  }

  private boolean connects() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected() && process.isAlive();
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits a moment for the end, which is also the pause between two looks. */
  private boolean hasEnded() {
    try {
      return process.waitFor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("function '" + target + "': interrupted; start it again", e);
    }
  }

  /** Ends the process as the platform does, by SIGTERM, after some seconds by SIGKILL. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(ORDERLY.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Files.deleteIfExists(output);
    } catch (IOException e) {
      throw new UncheckedIOException("output of function '" + target + "': " + output, e);
    }
  }
}
