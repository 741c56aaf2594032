package dev.hearth.benchmarks.json;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** nanojson's document model; its reader cannot skip a value cheaply. */
final class NanojsonTree implements TicketFunction {

  @Override
  public byte[] answer(byte[] event) throws IOException {
    try {
      JsonObject request = JsonParser.object().from(new ByteArrayInputStream(event));
      JsonObject ticket = JsonParser.object().from(request.getString("body"));
      return JsonWriter.string()
          .object()
          .value("id", ticket.getString("id"))
          .value("subject", ticket.getString("subject"))
          .value("words", TicketFunction.words(ticket.getString("text")))
          .value("queue", QUEUE)
          .value("score", SCORE)
          .value("route", request.getString("routeKey"))
          .end()
          .done()
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonParserException e) {
      throw new IOException(e);
    }
  }
}
