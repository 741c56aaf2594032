package dev.hearth.examples.ticketrouter.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.testkit.lambda.FunctionProcess;
import dev.hearth.testkit.lambda.FunctionProcessBuilder;
import dev.hearth.testkit.lambda.Invocation;
import dev.hearth.testkit.lambda.RuntimeApiServer;
import dev.hearth.testkit.lambda.RuntimeCall;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

/** The packaged function under the published runtime client, called directly. */
final class LambdaPlatform implements Platform {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final double NANOS_PER_MILLI = 1e6;

  private final RuntimeApiServer server = RuntimeApiServer.start();
  private final FunctionProcess process;

  LambdaPlatform(Function<RuntimeApiServer, FunctionProcessBuilder> function) {
    this.process = function.apply(server).start();
  }

  @Override
  public Reply send(String json) {
    Invocation answer = server.invoke(json.getBytes(UTF_8), LIMIT);
    return new Reply(
        new String(answer.response().bytes(), UTF_8),
        answer.timings().running().toNanos() / NANOS_PER_MILLI);
  }

  @Override
  public double readyMillis() {
    return process.untilFirst(RuntimeCall.NEXT, LIMIT).toNanos() / NANOS_PER_MILLI;
  }

  @Override
  public double firstAnswerMillis() {
    return process.untilFirst(RuntimeCall.RESPONSE, LIMIT).toNanos() / NANOS_PER_MILLI;
  }

  @Override
  public String awaitLine(Predicate<String> wanted) {
    return process.awaitStdout(wanted, LIMIT);
  }

  @Override
  public void close() {
    process.close();
    server.close();
  }
}
