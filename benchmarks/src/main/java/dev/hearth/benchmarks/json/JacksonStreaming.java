package dev.hearth.benchmarks.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Jackson's pull parser and generator, without its object mapper. */
final class JacksonStreaming implements TicketFunction {

  private final JsonFactory factory = new JsonFactory();

  @Override
  public byte[] answer(byte[] event) throws IOException {
    String route = "";
    String body = "";
    try (JsonParser json = factory.createParser(event)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "routeKey" -> route = json.getText();
          case "body" -> body = json.getText();
          default -> json.skipChildren();
        }
      }
    }
    return answer(route, body);
  }

  private byte[] answer(String route, String body) throws IOException {
    String id = "";
    String subject = "";
    String text = "";
    try (JsonParser json = factory.createParser(body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "id" -> id = json.getText();
          case "subject" -> subject = json.getText();
          case "text" -> text = json.getText();
          default -> json.skipChildren();
        }
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = factory.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("id", id);
      json.writeStringField("subject", subject);
      json.writeNumberField("words", TicketFunction.words(text));
      json.writeStringField("queue", QUEUE);
      json.writeNumberField("score", SCORE);
      json.writeStringField("route", route);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
