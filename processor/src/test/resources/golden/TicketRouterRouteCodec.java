package com.example.tickets;

import dev.hearth.InvalidInputException;
import dev.hearth.function.Codec;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;

/** Reads the items of {@code TicketRouter.route} and writes its results. */
@Generated("dev.hearth.processor.InferenceFunctionProcessor")
final class TicketRouterRouteCodec implements Codec<TicketRouter.Ticket, TicketRouter.Route> {

  @Override
  public TicketRouter.Ticket read(JsonValue json) {
    return readTicket(json);
  }

  @Override
  public void write(TicketRouter.Route result, JsonSink json) {
    writeRoute(result, json);
  }

  private static TicketRouter.Ticket readTicket(JsonValue json) {
    return json.made(
        () ->
            new TicketRouter.Ticket(
                json.field("text").text(),
                readInt(json.field("age")),
                json.optional("urgency").map(TicketRouterRouteCodec::readUrgency),
                readTextList(json.field("tags"))));
  }

  private static void writeRoute(TicketRouter.Route value, JsonSink json) {
    json.beginObject();
    json.name("department").value(value.department());
    json.name("score").value(value.score());
    json.name("others");
    writeFloatMap(value.others(), json);
    json.endObject();
  }

  private static int readInt(JsonValue json) {
    return (int) json.integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static TicketRouter.Urgency readUrgency(JsonValue json) {
    for (TicketRouter.Urgency each : TicketRouter.Urgency.values()) {
      if (each.name().equals(json.text())) {
        return each;
      }
    }
    throw new InvalidInputException(
        "field '"
            + json.path()
            + "': "
            + json
            + " (expected: LOW, HIGH); send one of them");
  }

  private static List<String> readTextList(JsonValue json) {
    List<JsonValue> elements = json.items();
    List<String> list = new ArrayList<>(elements.size());
    for (JsonValue element : elements) {
      list.add(element.text());
    }
    return Collections.unmodifiableList(list);
  }

  private static void writeFloatMap(Map<String, Float> value, JsonSink json) {
    json.beginObject();
    for (Map.Entry<String, Float> entry : value.entrySet()) {
      json.name(entry.getKey()).value(entry.getValue());
    }
    json.endObject();
  }
}
