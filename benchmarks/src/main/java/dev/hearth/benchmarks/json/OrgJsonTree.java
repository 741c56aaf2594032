package dev.hearth.benchmarks.json;

import java.nio.charset.StandardCharsets;
import org.json.JSONObject;
import org.json.JSONStringer;

/** The reference library's document model, with its writer. */
final class OrgJsonTree implements TicketFunction {

  @Override
  public byte[] answer(byte[] event) {
    JSONObject request = new JSONObject(new String(event, StandardCharsets.UTF_8));
    JSONObject ticket = new JSONObject(request.getString("body"));
    JSONStringer json = new JSONStringer();
    json.object();
    json.key("id").value(ticket.getString("id"));
    json.key("subject").value(ticket.getString("subject"));
    json.key("words").value(TicketFunction.words(ticket.getString("text")));
    json.key("queue").value(QUEUE);
    json.key("score").value(SCORE);
    json.key("route").value(request.getString("routeKey"));
    json.endObject();
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
