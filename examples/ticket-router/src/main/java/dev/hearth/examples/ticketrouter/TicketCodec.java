package dev.hearth.examples.ticketrouter;

import dev.hearth.function.Codec;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;

/** {@code {"text": ...}} in, {@code {"department": ..., "score": ...}} out. */
final class TicketCodec implements Codec<Ticket, Route> {

  private static final double DIGITS = 1e4;

  @Override
  public Ticket read(JsonValue json) {
    return new Ticket(json.field("text").text(1, Ticket.MAX_CHARACTERS));
  }

  @Override
  public void write(Route route, JsonSink json) {
    json.beginObject()
        .field("department", route.department())
        .field("score", Math.round(route.score() * DIGITS) / DIGITS)
        .endObject();
  }
}
