package dev.hearth.examples.batchscoring.queue;

import dev.hearth.testkit.lambda.FunctionProcess;
import dev.hearth.testkit.lambda.FunctionProcessBuilder;
import dev.hearth.testkit.lambda.Invocation;
import dev.hearth.testkit.lambda.RuntimeApiServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One place where the function runs: a process, and the next when that is gone. */
final class Instance implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration FUNCTION_TIMEOUT = Duration.ofMinutes(1);

  private final RuntimeApiServer server =
      RuntimeApiServer.builder().pickupTimeout(START_LIMIT).start();
  private final Function<RuntimeApiServer, FunctionProcessBuilder> description;
  private @Nullable FunctionProcess process;
  private int starts;

  Instance(Function<RuntimeApiServer, FunctionProcessBuilder> description) {
    this.description = description;
  }

  /** Starts a process unless one runs; blocks until it asks for events. */
  FunctionProcess running() {
    FunctionProcess current = process;
    if (current == null || !current.isAlive()) {
      current = description.apply(server).start();
      process = current;
      starts++;
      server.awaitFirstNext(START_LIMIT);
    }
    return current;
  }

  CompletableFuture<Invocation> submit(byte[] event) {
    return server.submit(event, FUNCTION_TIMEOUT);
  }

  /** Ends the process with SIGKILL after a time. */
  static void kill(FunctionProcess victim, Duration after) throws InterruptedException {
    try {
      victim.exit().get(after.toNanos(), TimeUnit.NANOSECONDS);
      throw new IllegalStateException("the process ended by itself: " + victim.stderr());
    } catch (ExecutionException e) {
      throw new IllegalStateException("the process's end was not noticed", e);
    } catch (TimeoutException e) {
      victim.kill();
    }
  }

  int starts() {
    return starts;
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
    server.close();
  }
}
