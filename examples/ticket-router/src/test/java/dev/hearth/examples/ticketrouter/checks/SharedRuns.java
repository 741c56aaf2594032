package dev.hearth.examples.ticketrouter.checks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a function's own lines tell of how calls shared batches. */
record SharedRuns(List<JsonValue> calls) {

  /** Reads the lines that are reports of calls. */
  static SharedRuns in(List<String> lines) {
    return new SharedRuns(
        lines.stream()
            .filter(line -> line.startsWith("{\"hearth\":\"call\""))
            .map(line -> JsonValue.parse(line.getBytes(UTF_8), "report"))
            .toList());
  }

  /** Returns how many calls had a problem. */
  long problems() {
    return calls.stream().filter(call -> call.optional("problem").isPresent()).count();
  }

  /** Says how many rows calls shared their batches with, why these were closed, and the wait. */
  String words() {
    List<Double> queued = numbers("queuedMillis");
    if (queued.isEmpty()) {
      return "no batches";
    }
    List<Double> rows = numbers("batchRows");
    return String.format(
        "rows %.0f (median) and %.0f (95 of 100), queued %.2f ms and %.2f ms, reasons %s",
        at(rows, 0.5), at(rows, 0.95), at(queued, 0.5), at(queued, 0.95), reasons());
  }

  private Map<String, Long> reasons() {
    return calls.stream()
        .map(call -> call.optional("batchReason"))
        .flatMap(Optional::stream)
        .collect(Collectors.groupingBy(JsonValue::text, TreeMap::new, Collectors.counting()));
  }

  private List<Double> numbers(String field) {
    return calls.stream()
        .map(call -> call.optional(field))
        .flatMap(Optional::stream)
        .map(JsonValue::number)
        .sorted()
        .toList();
  }

  private static double at(List<Double> sorted, double part) {
    return sorted.get((int) ((sorted.size() - 1) * part));
  }
}
