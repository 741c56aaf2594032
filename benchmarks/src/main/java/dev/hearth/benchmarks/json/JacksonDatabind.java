package dev.hearth.benchmarks.json;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Jackson's object mapper on records, as most handlers use it. */
final class JacksonDatabind implements TicketFunction {

  private final ObjectMapper mapper = new ObjectMapper();

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Request(String routeKey, String body) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Ticket(String id, String subject, String text) {}

  record Answer(String id, String subject, int words, String queue, double score, String route) {}

  @Override
  public byte[] answer(byte[] event) throws IOException {
    Request request = mapper.readValue(event, Request.class);
    Ticket ticket = mapper.readValue(request.body(), Ticket.class);
    return mapper.writeValueAsBytes(
        new Answer(
            ticket.id(),
            ticket.subject(),
            TicketFunction.words(ticket.text()),
            QUEUE,
            SCORE,
            request.routeKey()));
  }
}
