package dev.hearth.benchmarks.json;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;

/** Jakarta JSON Processing's pull parser and generator, as Eclipse Parsson implements them. */
final class ParssonStreaming implements TicketFunction {

  @Override
  public byte[] answer(byte[] event) {
    String route = "";
    String body = "";
    try (JsonParser json = Json.createParser(new ByteArrayInputStream(event))) {
      json.next();
      while (json.next() == JsonParser.Event.KEY_NAME) {
        String name = json.getString();
        JsonParser.Event value = json.next();
        switch (name) {
          case "routeKey" -> route = json.getString();
          case "body" -> body = json.getString();
          default -> skip(json, value);
        }
      }
    }
    return answer(route, body);
  }

  private static byte[] answer(String route, String body) {
    String id = "";
    String subject = "";
    String text = "";
    try (JsonParser json = Json.createParser(new StringReader(body))) {
      json.next();
      while (json.next() == JsonParser.Event.KEY_NAME) {
        String name = json.getString();
        JsonParser.Event value = json.next();
        switch (name) {
          case "id" -> id = json.getString();
          case "subject" -> subject = json.getString();
          case "text" -> text = json.getString();
          default -> skip(json, value);
        }
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = Json.createGenerator(bytes)) {
      json.writeStartObject();
      json.write("id", id);
      json.write("subject", subject);
      json.write("words", TicketFunction.words(text));
      json.write("queue", QUEUE);
      json.write("score", SCORE);
      json.write("route", route);
      json.writeEnd();
    }
    return bytes.toByteArray();
  }

  private static void skip(JsonParser json, JsonParser.Event value) {
    if (value == JsonParser.Event.START_OBJECT) {
      json.skipObject();
    } else if (value == JsonParser.Event.START_ARRAY) {
      json.skipArray();
    }
  }
}
