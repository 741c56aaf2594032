package dev.hearth.examples.ticketrouter.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One process of the function, from its start over its first answer to warm calls. */
final class FunctionRun {

  /** A ticket's answer and how long the call took. */
  record Prediction(String text, String department, double score, double millis) {}

  /** What is known of a process that has ended. */
  record Measured(
      List<Prediction> predictions,
      double coldMillis,
      Map<String, Double> steps,
      double warmMedianMillis,
      String foundIn,
      String thenFoundIn) {}

  private final Platform platform;
  private final List<Prediction> predictions = new ArrayList<>();
  private final List<Double> warmMillis = new ArrayList<>();

  FunctionRun(Platform platform) {
    this.platform = platform;
  }

  /** Sends the sample tickets, telling of each. */
  void sendSamples(Consumer<Prediction> told) {
    for (SampleTickets.Sample sample : SampleTickets.ALL) {
      Prediction prediction = send(sample.text());
      predictions.add(prediction);
      told.accept(prediction);
    }
  }

  /** Sends them again and again, for the time of a warm call. */
  void sendWarm(int rounds) {
    for (int round = 0; round < rounds; round++) {
      for (SampleTickets.Sample sample : SampleTickets.ALL) {
        warmMillis.add(send(sample.text()).millis());
      }
    }
  }

  private Prediction send(String text) {
    String event = new JsonSink().beginObject().field("text", text).endObject().toString();
    Platform.Reply answer = platform.send(event);
    JsonValue json = JsonValue.parse(answer.body().getBytes(UTF_8), "answer");
    return new Prediction(
        text, json.field("department").text(), json.field("score").number(), answer.millis());
  }

  /** Gathers what was seen; the process has to be running still. */
  Measured measured() {
    return new Measured(
        List.copyOf(predictions),
        platform.firstAnswerMillis(),
        steps(),
        warmMedianMillis(),
        foundIn(),
        thenFoundIn());
  }

  private double warmMedianMillis() {
    List<Double> sorted = warmMillis.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  /** Returns where the model was found when it was loaded. */
  private String foundIn() {
    return firstReport().field("foundIn").text();
  }

  /** Returns where it was found by the calls after that. */
  private String thenFoundIn() {
    return report(line -> line.contains("\"first\":false")).field("foundIn").text();
  }

  /** Returns the steps of the cold start in milliseconds; those of the load overlap. */
  private Map<String, Double> steps() {
    JsonValue report = firstReport();
    Map<String, Double> steps = new LinkedHashMap<>();
    steps.put("process start until it can be called", platform.readyMillis());
    JsonValue load = report.field("loadMillis");
    for (String step : load.names()) {
      steps.put("load: " + step, load.field(step).number());
    }
    steps.put("first call: wait for the model", report.field("modelMillis").number());
    steps.put("first call: the function itself", report.field("inferMillis").number());
    return steps;
  }

  private JsonValue firstReport() {
    return report(line -> line.contains("\"first\":true"));
  }

  private JsonValue report(Predicate<String> which) {
    String line =
        platform.awaitLine(text -> text.startsWith("{\"hearth\":\"call\"") && which.test(text));
    return JsonValue.parse(line.getBytes(UTF_8), "report");
  }
}
