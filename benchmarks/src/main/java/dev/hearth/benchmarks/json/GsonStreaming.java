package dev.hearth.benchmarks.json;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/** Gson's pull parser and writer. */
final class GsonStreaming implements TicketFunction {

  @Override
  public byte[] answer(byte[] event) throws IOException {
    String route = "";
    String body = "";
    try (JsonReader json =
        new JsonReader(
            new InputStreamReader(new ByteArrayInputStream(event), StandardCharsets.UTF_8))) {
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "routeKey" -> route = json.nextString();
          case "body" -> body = json.nextString();
          default -> json.skipValue();
        }
      }
      json.endObject();
    }
    return answer(route, body);
  }

  private static byte[] answer(String route, String body) throws IOException {
    String id = "";
    String subject = "";
    String text = "";
    try (JsonReader json = new JsonReader(new StringReader(body))) {
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "id" -> id = json.nextString();
          case "subject" -> subject = json.nextString();
          case "text" -> text = json.nextString();
          default -> json.skipValue();
        }
      }
      json.endObject();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonWriter json = new JsonWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
      json.beginObject();
      json.name("id").value(id);
      json.name("subject").value(subject);
      json.name("words").value(TicketFunction.words(text));
      json.name("queue").value(QUEUE);
      json.name("score").value(SCORE);
      json.name("route").value(route);
      json.endObject();
    }
    return bytes.toByteArray();
  }
}
