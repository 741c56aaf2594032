package dev.hearth.testkit.lambda;

import dev.hearth.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A Lambda Runtime API on loopback that speaks the platform's wire protocol to real runtime
 * clients, and hands events to them for a test or a benchmark.
 *
 * <p>Events are taken in the order they came, by as many {@code /next} as the runtime keeps open.
 * They may be handed in before the function is started. When a {@link FunctionProcess} of this
 * server exits, or the runtime reports that it cannot be initialised, every event that is still
 * waiting fails at once, and so does every later one until another process is started.
 *
 * <p>Safe for use by many threads. No method waits longer than the limit it is given. The caller
 * who starts a server closes it.
 */
public final class RuntimeApiServer implements AutoCloseable {
  /** Beyond the timers that end every invocation, in case the machine stalls. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final ExecutorService threads = DaemonThreads.cached("runtime-api");
  private final ScheduledExecutorService timers = DaemonThreads.timer("runtime-api-timer");
  private final Monitor monitor = new Monitor();
  private final InvocationBoard board = new InvocationBoard(monitor);
  private final Sightings sightings = new Sightings(monitor);
  private final AtomicBoolean attached = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final HttpListener listener = HttpListener.open(threads);
  private final InvocationDesk.Settings settings;
  private final InvocationDesk desk;
  private final RestoreGate gate;

  RuntimeApiServer(InvocationDesk.Settings settings, boolean restoreAtOnce) {
    this.settings = settings;
    desk = new InvocationDesk(board, settings, threads, timers);
    gate = new RestoreGate(monitor, restoreAtOnce);
    listener.serve(new RuntimeApiRoutes(desk, sightings, gate, settings.ticker()));
  }

  /**
   * Starts a server with the defaults.
   *
   * @return a running server, which the caller closes
   */
  public static RuntimeApiServer start() {
    return builder().start();
  }

  /**
   * Starts the description of a server.
   *
   * @return a new builder
   */
  public static RuntimeApiServerBuilder builder() {
    return new RuntimeApiServerBuilder();
  }

  /**
   * Returns what a runtime expects in {@code AWS_LAMBDA_RUNTIME_API}.
   *
   * @return host and port
   */
  public String address() {
    return listener.address();
  }

  /**
   * Returns the clock of all measurements of this server and its processes.
   *
   * @return the ticker
   */
  public Ticker ticker() {
    return settings.ticker();
  }

  /**
   * Hands an event to the function and blocks until it is answered.
   *
   * @param event the event's bytes, JSON for the Java runtime client
   * @param functionTimeout how long the function may take once it has the event; the deadline it
   *     sees. Waiting to be taken is limited by the builder's {@code pickupTimeout}.
   * @return the function's answer, be it a response or an error
   * @throws NoAnswerException if the function exited, could not be initialised or took too long
   */
  public Invocation invoke(byte[] event, Duration functionTimeout) {
    CompletableFuture<Invocation> answer = submit(event, functionTimeout);
    Duration limit = settings.pickupTimeout().plus(functionTimeout).plus(GRACE);
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof NoAnswerException cause
          ? cause
          : new IllegalStateException("an invocation ended in a way unforeseen", e.getCause());
    } catch (TimeoutException e) {
      throw new FunctionTimeoutException("an invocation did not end within " + limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException("interrupted while waiting for an answer");
    }
  }

  /**
   * Hands an event to the function and returns at once; the way to have many in flight, or some
   * queued before the function starts.
   *
   * @param event the event's bytes, copied
   * @param functionTimeout how long the function may take once it has the event
   * @return the answer to come, or a {@link NoAnswerException}; completed by a thread of this
   *     server, so dependent actions must not block
   */
  public CompletableFuture<Invocation> submit(byte[] event, Duration functionTimeout) {
    return desk.submit(Body.of(event), positive("functionTimeout", functionTimeout));
  }

  /**
   * Blocks until the runtime has asked for its first event: the end of initialisation.
   *
   * @param limit the longest wait
   * @return when it asked, on {@link #ticker()}
   * @throws NoAnswerException if the process exits or reports an init error first, or the limit
   *     passes
   */
  public long awaitFirstNext(Duration limit) {
    return awaitFirst(RuntimeCall.NEXT, limit);
  }

  /**
   * Blocks until the running process has made a call for the first time. A process that is started
   * on this server starts afresh.
   *
   * @param call the call
   * @param limit the longest wait
   * @return when the call arrived, on {@link #ticker()}
   * @throws NoAnswerException if the process exits or reports an init error first, or the limit
   *     passes
   */
  public long awaitFirst(RuntimeCall call, Duration limit) {
    return await("the runtime called " + call, limit, () -> sightings.first(call));
  }

  /**
   * Blocks until the runtime reports that the function cannot be initialised.
   *
   * @param limit the longest wait
   * @return the report
   * @throws NoAnswerException if the process exits without a report or the limit passes
   */
  public ErrorReport awaitInitError(Duration limit) {
    return await(
        "the runtime reported an init error",
        limit,
        () -> sightings.report(RuntimeCall.INIT_ERROR));
  }

  /**
   * Blocks until the runtime reports that a hook failed after the restore.
   *
   * @param limit the longest wait
   * @return the report
   * @throws NoAnswerException if the process exits without a report or the limit passes
   */
  public ErrorReport awaitRestoreError(Duration limit) {
    return await(
        "the runtime reported a restore error",
        limit,
        () -> sightings.report(RuntimeCall.RESTORE_ERROR));
  }

  /**
   * Blocks until at least so many {@code /next} are open at once.
   *
   * @param count the number of {@code /next}
   * @param limit the longest wait
   * @throws NoAnswerException if the process exits first or the limit passes
   */
  public void awaitWaiting(int count, Duration limit) {
    awaitCounts(count + " /next were waiting", counts -> counts.waiting() >= count, limit);
  }

  /**
   * Blocks until at least so many events are in flight at once.
   *
   * @param count the number of events
   * @param limit the longest wait
   * @throws NoAnswerException if the process exits first or the limit passes
   */
  public void awaitInFlight(int count, Duration limit) {
    awaitCounts(count + " events were in flight", counts -> counts.inFlight() >= count, limit);
  }

  /**
   * Returns the number of events that no {@code /next} has taken yet.
   *
   * @return the queue's length
   */
  public int queued() {
    return board.counts().queued();
  }

  /**
   * Returns the number of {@code /next} that wait for an event.
   *
   * @return the idle runtime threads
   */
  public int waiting() {
    return board.counts().waiting();
  }

  /**
   * Returns the number of events that were taken and not answered yet.
   *
   * @return the busy runtime threads
   */
  public int inFlight() {
    return board.counts().inFlight();
  }

  /** Answers {@code restore/next}, held or to come: the function goes on as after a restore. */
  public void restore() {
    gate.open();
  }

  /**
   * Ends every connection and fails what is still waiting. Does not wait for the function, which
   * sees its connections break; close its {@link FunctionProcess} first.
   */
  @Override
  public void close() {
    closed.set(true);
    desk.goDown(Failure.closed());
    listener.close();
    timers.shutdownNow();
    threads.shutdown();
  }

  /** One process at a time, or nobody could tell whose events an exit fails. */
  void processStarting() {
    if (closed.get()) {
      throw new IllegalStateException("server " + address() + " is closed (expected: running)");
    }
    if (!attached.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "server %s already has a running process (expected: none); close it or start another server"
              .formatted(address()));
    }
    sightings.clear();
    board.comeUp();
  }

  void processNotStarted() {
    attached.set(false);
  }

  void processExited(Exit exit) {
    desk.goDown(Failure.exited(exit));
    listener.dropConnections();
    attached.set(false);
  }

  static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
    }
    return value;
  }

  void awaitCounts(String what, Predicate<InvocationBoard.Counts> reached, Duration limit) {
    await(what, limit, () -> Optional.of(board.counts()).filter(reached));
  }

  private <T> T await(String what, Duration limit, Supplier<Optional<T>> probe) {
    return monitor.await(
        limit,
        () -> {
          Optional<T> found = probe.get();
          if (found.isEmpty()) {
            board.throwIfDown(what);
          }
          return found;
        },
        () -> what + ": not within " + limit + " (" + board.counts() + ")");
  }
}
