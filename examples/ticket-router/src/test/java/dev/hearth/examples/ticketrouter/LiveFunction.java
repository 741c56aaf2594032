package dev.hearth.examples.ticketrouter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.examples.ticketrouter.demo.LocalCloud;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.testkit.lambda.FunctionProcess;
import dev.hearth.testkit.lambda.FunctionProcessBuilder;
import dev.hearth.testkit.lambda.Outcome;
import dev.hearth.testkit.lambda.RuntimeApiServer;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The packaged function in a process of its own, and what it answers. */
final class LiveFunction implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(30);
  static final String TICKET = "I forgot my password and cannot sign in";

  private final RuntimeApiServer server = RuntimeApiServer.start();
  private final FunctionProcess process;

  /** Starts the function; the change is made to its description first. */
  LiveFunction(FunctionProcessBuilderSource source, UnaryOperator<FunctionProcessBuilder> change) {
    this.process = change.apply(source.on(server)).start();
  }

  /** Describes a function on a server. */
  interface FunctionProcessBuilderSource {
    FunctionProcessBuilder on(RuntimeApiServer server);
  }

  FunctionProcess process() {
    return process;
  }

  RuntimeApiServer server() {
    return server;
  }

  static String event(String text) {
    return new JsonSink().beginObject().field("text", text).endObject().toString();
  }

  Outcome send(String event, Duration limit) {
    return server.invoke(event.getBytes(UTF_8), limit).outcome();
  }

  /** Sends an event that has to be answered; returns the department. */
  String answer(String text) {
    Outcome outcome = send(event(text), LIMIT);
    assertThat(outcome).isInstanceOf(Outcome.Response.class);
    return JsonValue.parse(((Outcome.Response) outcome).body().bytes(), "answer")
        .field("department")
        .text();
  }

  /** Sends an event that has to fail; returns the error. */
  Outcome.FunctionError fail(String event, Duration limit) {
    Outcome outcome = send(event, limit);
    assertThat(outcome).isInstanceOf(Outcome.FunctionError.class);
    assertThat(process.isAlive()).isTrue();
    return (Outcome.FunctionError) outcome;
  }

  /** Checks that an ordinary ticket is answered. */
  void assertAnswers() {
    assertThat(answer(TICKET)).isEqualTo("account access");
  }

  @Override
  public void close() {
    process.close();
    server.close();
  }

  static UnaryOperator<FunctionProcessBuilder> lazily() {
    return builder -> builder.env("HEARTH_INIT", "lazy");
  }

  /** Where the published model lies in the bucket. */
  static final String MODEL_KEY = "prod/minilm/1/model.onnx";

  /** Where its digest lies. */
  static final String DIGEST_KEY = "prod/minilm/1/model.digest";

  /** Takes the published model away. */
  static void unpublish(LocalCloud cloud) {
    cloud.s3().delete(LocalCloud.BUCKET, MODEL_KEY);
    cloud.s3().delete(LocalCloud.BUCKET, DIGEST_KEY);
  }
}
