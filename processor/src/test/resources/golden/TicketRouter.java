package com.example.tickets;

import dev.hearth.Model;
import dev.hearth.annotation.Batch;
import dev.hearth.annotation.Infer;
import dev.hearth.annotation.InferenceFunction;
import dev.hearth.annotation.Trigger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the department that a ticket belongs to. */
@InferenceFunction(
    value = "ticket-router",
    on = {Trigger.HTTP, Trigger.QUEUE, Trigger.OBJECT, Trigger.STREAM})
final class TicketRouter {

  enum Urgency {
    LOW,
    HIGH
  }

  record Ticket(String text, int age, Optional<Urgency> urgency, List<String> tags) {}

  record Route(String department, float score, Map<String, Float> others) {}

  @Infer(model = "minilm", batch = @Batch(max = 16))
  List<Route> route(Model model, List<Ticket> tickets) {
    return tickets.stream()
        .map(ticket -> new Route(ticket.text(), 0.5f, Map.of("billing", 0.25f)))
        .toList();
  }
}
