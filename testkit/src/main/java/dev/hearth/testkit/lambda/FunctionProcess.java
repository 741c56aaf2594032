package dev.hearth.testkit.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A function in a JVM of its own, run by the published Java runtime client against a {@link
 * RuntimeApiServer}.
 *
 * <p>When the process ends, for whatever reason, the server fails what still waits for it. Safe for
 * use by many threads. The caller who starts a process closes it.
 */
public final class FunctionProcess implements AutoCloseable {
  private static final int LAST_LINES = 20;
  private static final Duration ORDERLY = Duration.ofSeconds(3);
  private static final Duration FORCED = Duration.ofSeconds(10);

  /** For what may outlive the process: a grandchild, and the pipes it keeps open. */
  private static final Duration LEFTOVERS = Duration.ofSeconds(2);

  private final RuntimeApiServer server;
  private final FunctionCommand command;
  private final Process process;
  private final long startedNanos;
  private final LineLog output;
  private final LineLog errors;
  private final CompletableFuture<Exit> exit = new CompletableFuture<>();

  private FunctionProcess(
      RuntimeApiServer server,
      FunctionCommand command,
      Process process,
      long startedNanos,
      LineLog output,
      LineLog errors) {
    this.server = server;
    this.command = command;
    this.process = process;
    this.startedNanos = startedNanos;
    this.output = output;
    this.errors = errors;
  }

  /**
   * Starts the description of a process.
   *
   * @param server the server that the function asks for events
   * @param handler the handler's name, {@code package.Class} or {@code package.Class::method}
   * @return a new builder
   */
  public static FunctionProcessBuilder builder(RuntimeApiServer server, String handler) {
    return new FunctionProcessBuilder(server, handler);
  }

  static FunctionProcess start(
      RuntimeApiServer server, FunctionCommand command, LineLog output, LineLog errors) {
    server.processStarting();
    long startedNanos = server.ticker().nanos();
    try {
      FunctionProcess started =
          new FunctionProcess(server, command, command.start(), startedNanos, output, errors);
      started.watch();
      return started;
    } catch (RuntimeException e) {
      server.processNotStarted();
      throw e;
    }
  }

  private void watch() {
    ExecutorService threads = DaemonThreads.cached("function-" + process.pid());
    CompletableFuture<Void> drained =
        CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> output.drain(process.inputReader(UTF_8)), threads),
            CompletableFuture.runAsync(() -> errors.drain(process.errorReader(UTF_8)), threads));
    threads.execute(() -> reportExit(drained));
    threads.shutdown();
  }

  private void reportExit(CompletableFuture<Void> drained) {
    try {
      int code = process.waitFor();
      long atNanos = server.ticker().nanos();
      waitQuietly(drained);
      Exit end =
          new Exit(process.pid(), code, atNanos, errors.last(LAST_LINES), output.last(LAST_LINES));
      server.processExited(end);
      exit.complete(end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void waitQuietly(CompletableFuture<?> leftovers) throws InterruptedException {
    try {
      leftovers.get(LEFTOVERS.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // The exit matters more than the last lines or a zombie.
    }
  }

  /**
   * Returns the process id of the started command; with a prefix that forks, such as {@code
   * strace}, the prefix's own.
   *
   * @return the pid
   */
  public long pid() {
    return process.pid();
  }

  /**
   * Returns when the process was started.
   *
   * @return nanoseconds on the server's ticker
   */
  public long startedNanos() {
    return startedNanos;
  }

  /**
   * Returns the command line.
   *
   * @return prefix, JVM, options, class path, main class and handler
   */
  public List<String> command() {
    return command.words();
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
   * Blocks until the process has made a call for the first time and says how long that took: with
   * {@link RuntimeCall#NEXT} its initialisation, with {@link RuntimeCall#RESPONSE} its cold start
   * up to the first answer.
   *
   * @param call the call
   * @param limit the longest wait
   * @return the time since the start of the process
   * @throws NoAnswerException if the process exits or reports an init error first, or the limit
   *     passes
   */
  public Duration untilFirst(RuntimeCall call, Duration limit) {
    return Duration.ofNanos(server.awaitFirst(call, limit) - startedNanos);
  }

  /**
   * Returns what the process wrote to standard output so far; the newest hundred thousand lines.
   *
   * @return the lines, oldest first
   */
  public List<String> stdout() {
    return output.all();
  }

  /**
   * Returns what the process wrote to standard error so far; the newest hundred thousand lines.
   *
   * @return the lines, oldest first
   */
  public List<String> stderr() {
    return errors.all();
  }

  /**
   * Blocks until a line on standard output matches; lines that are already there count.
   *
   * @param wanted tells the line; must not block
   * @param limit the longest wait
   * @return the first line that matches
   * @throws FunctionTimeoutException if the limit passes
   */
  public String awaitStdout(Predicate<String> wanted, Duration limit) {
    return output.await(wanted, limit);
  }

  /**
   * Blocks until a line on standard error matches; lines that are already there count.
   *
   * @param wanted tells the line; must not block
   * @param limit the longest wait
   * @return the first line that matches
   * @throws FunctionTimeoutException if the limit passes
   */
  public String awaitStderr(Predicate<String> wanted, Duration limit) {
    return errors.await(wanted, limit);
  }

  /**
   * Returns the end of the process, when it comes. The server has failed what was waiting before
   * this completes.
   *
   * @return a copy that only the caller can complete
   */
  public CompletableFuture<Exit> exit() {
    return exit.copy();
  }

  /**
   * Blocks until the process has ended.
   *
   * @param limit the longest wait
   * @return how it ended
   * @throws FunctionTimeoutException if it still runs after the limit
   */
  public Exit awaitExit(Duration limit) {
    try {
      return exit.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new FunctionTimeoutException(
          "function process %d: still running after %s (expected: exited)".formatted(pid(), limit));
    } catch (ExecutionException e) {
      throw new IllegalStateException("an exit was noticed in a way unforeseen", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException("interrupted while waiting for the exit of process " + pid());
    }
  }

  /**
   * Ends the process with SIGKILL, with everything it started, and blocks until it is gone.
   *
   * @return how it ended
   * @throws FunctionTimeoutException if the system does not end it within ten seconds
   */
  public Exit kill() {
    List<ProcessHandle> children = process.descendants().toList();
    each(children, ProcessHandle::destroyForcibly);
    Exit end = awaitExit(FORCED);
    awaitGone(children);
    return end;
  }

  /**
   * Asks the process to end, waits three seconds, then kills it. Does nothing when it has ended. An
   * interrupted caller leaves it killed without waiting.
   */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    each(children, ProcessHandle::destroy);
    try {
      awaitExit(ORDERLY);
      awaitGone(children);
    } catch (FunctionTimeoutException e) {
      kill();
    } catch (NoAnswerException e) {
      each(children, ProcessHandle::destroyForcibly);
    }
  }

  /** Children first: a tracer that goes first would let its child live. */
  private void each(List<ProcessHandle> children, Consumer<ProcessHandle> action) {
    children.forEach(action);
    if (process.isAlive()) {
      action.accept(process.toHandle());
    }
  }

  private static void awaitGone(List<ProcessHandle> children) {
    try {
      waitQuietly(
          CompletableFuture.allOf(
              children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
