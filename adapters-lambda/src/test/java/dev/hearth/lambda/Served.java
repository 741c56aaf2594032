package dev.hearth.lambda;

import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.lambda.functions.MemoryModel;
import dev.hearth.lambda.functions.Shout;
import dev.hearth.lambda.functions.Shouting;
import dev.hearth.testkit.function.InMemoryObjects;
import dev.hearth.testkit.function.InMemoryResults;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shouting function with somewhere to keep results and objects. */
final class Served {

  final InMemoryResults results = new InMemoryResults();
  final InMemoryObjects objects = new InMemoryObjects();
  final Shouting handler;

  Served() {
    this(Map.of());
  }

  Served(Map<String, String> environment) {
    InferenceService service =
        InferenceService.builder("shout")
            .route("/", Shout.on(new MemoryModel(() -> {})).build())
            .results(results)
            .objects(objects)
            .build();
    handler = new Shouting(service, new Environment(environment));
  }

  /** The same without places for anything. */
  static Shouting bare(Map<String, String> environment) {
    return new Shouting(
        InferenceService.of(Shout.on(new MemoryModel(() -> {})).build()),
        new Environment(environment));
  }

  String call(String event) {
    return Calls.call(handler, event);
  }

  /** Calls with an event of a source that takes failures by item; returns which came back. */
  List<String> failed(String event) {
    return failedOf(call(event));
  }

  static List<String> failedOf(String answer) {
    return Calls.json(answer).field("batchItemFailures").items().stream()
        .map(failure -> failure.only(Set.of("itemIdentifier")))
        .map(failure -> failure.field("itemIdentifier").text())
        .toList();
  }

  String result(String id) {
    return results.result(id).orElse("none");
  }
}
