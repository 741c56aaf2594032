package dev.hearth.examples.ticketrouter;

import dev.hearth.Deadline;
import dev.hearth.Model;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The departments and the vectors of what they do. Immutable; safe for use by many threads.
 *
 * @param vectors the vectors by department
 */
record Departments(Map<String, float[]> vectors) {

  private static final Map<String, String> DESCRIPTIONS =
      Map.of(
          "billing",
          "Invoices, payments, charges, refunds, credit cards, subscription prices and receipts.",
          "shipping",
          "Delivery of parcels, tracking numbers, late, lost or damaged packages, the courier.",
          "account access",
          "Signing in, forgotten passwords, locked accounts, two-factor codes, login emails.",
          "technical support",
          "Software errors, crashes, bugs, installation problems, the app is slow or freezes.",
          "returns",
          "Sending an item back, exchanging it for another size or colour, return labels, warranty.",
          "sales",
          "Buying for a company, quotes, volume discounts, product demonstrations, upgrading plans.",
          "privacy",
          "Personal data, deleting an account and its data, consent, newsletters, data protection.",
          "human resources",
          "Job openings, applications, interviews, salaries, working for the company.");

  static Departments embed(SentenceEncoder encoder, Model model, Deadline deadline) {
    Map<String, float[]> vectors = new LinkedHashMap<>();
    DESCRIPTIONS.forEach(
        (department, description) ->
            vectors.put(department, encoder.encode(model, description, deadline)));
    return new Departments(vectors);
  }

  Route nearest(float[] ticket) {
    String best = "";
    double highest = Double.NEGATIVE_INFINITY;
    for (Map.Entry<String, float[]> department : vectors.entrySet()) {
      double score = SentenceEncoder.dot(ticket, department.getValue());
      if (score > highest) {
        best = department.getKey();
        highest = score;
      }
    }
    return new Route(best, highest);
  }
}
