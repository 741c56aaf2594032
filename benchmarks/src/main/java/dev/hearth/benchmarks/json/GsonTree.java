package dev.hearth.benchmarks.json;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;

/** Gson's document model. */
final class GsonTree implements TicketFunction {

  @Override
  public byte[] answer(byte[] event) {
    JsonObject request =
        JsonParser.parseString(new String(event, StandardCharsets.UTF_8)).getAsJsonObject();
    JsonObject ticket = JsonParser.parseString(request.get("body").getAsString()).getAsJsonObject();
    JsonObject answer = new JsonObject();
    answer.addProperty("id", ticket.get("id").getAsString());
    answer.addProperty("subject", ticket.get("subject").getAsString());
    answer.addProperty("words", TicketFunction.words(ticket.get("text").getAsString()));
    answer.addProperty("queue", QUEUE);
    answer.addProperty("score", SCORE);
    answer.addProperty("route", request.get("routeKey").getAsString());
    return answer.toString().getBytes(StandardCharsets.UTF_8);
  }
}
