package dev.hearth.examples.ticketrouter.checks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.testkit.lambda.RuntimeApiServer;
import java.time.Duration;

/** Calls of the ticket router. */
final class Calls {

  private Calls() {}

  /** Sends a ticket; returns the department it was routed to. */
  static String route(RuntimeApiServer server, String text, Duration limit) {
    String event = new JsonSink().beginObject().field("text", text).endObject().toString();
    byte[] answer = server.invoke(event.getBytes(UTF_8), limit).response().bytes();
    return JsonValue.parse(answer, "answer").field("department").text();
  }
}
