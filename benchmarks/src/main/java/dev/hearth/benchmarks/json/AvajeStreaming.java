package dev.hearth.benchmarks.json;

import io.avaje.json.JsonReader;
import io.avaje.json.stream.BytesJsonWriter;
import io.avaje.json.stream.JsonStream;

/** The core of avaje-jsonb: a pull parser and a writer. */
final class AvajeStreaming implements TicketFunction {

  private final JsonStream stream = JsonStream.builder().build();

  @Override
  public byte[] answer(byte[] event) {
    String route = "";
    String body = "";
    try (JsonReader json = stream.reader(event)) {
      json.beginObject();
      while (json.hasNextField()) {
        switch (json.nextField()) {
          case "routeKey" -> route = json.readString();
          case "body" -> body = json.readString();
          default -> json.skipValue();
        }
      }
      json.endObject();
    }
    return answer(route, body);
  }

  private byte[] answer(String route, String body) {
    String id = "";
    String subject = "";
    String text = "";
    try (JsonReader json = stream.reader(body)) {
      json.beginObject();
      while (json.hasNextField()) {
        switch (json.nextField()) {
          case "id" -> id = json.readString();
          case "subject" -> subject = json.readString();
          case "text" -> text = json.readString();
          default -> json.skipValue();
        }
      }
      json.endObject();
    }
    try (BytesJsonWriter json = stream.bufferedWriterAsBytes()) {
      json.beginObject();
      json.name("id");
      json.value(id);
      json.name("subject");
      json.value(subject);
      json.name("words");
      json.value(TicketFunction.words(text));
      json.name("queue");
      json.value(QUEUE);
      json.name("score");
      json.value(SCORE);
      json.name("route");
      json.value(route);
      json.endObject();
      return json.result();
    }
  }
}
