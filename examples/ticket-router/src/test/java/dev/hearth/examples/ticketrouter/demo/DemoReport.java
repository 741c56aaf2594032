package dev.hearth.examples.ticketrouter.demo;

import dev.hearth.json.JsonSink;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the demo found, for people and for programs. */
record DemoReport(
    FunctionRun.Measured first, long firstGets, FunctionRun.Measured second, long remoteGets) {

  private static final int MUST_BE_RIGHT = 7;

  /**
   * Tells whether tickets went where they belong and each process found the model where it should.
   */
  boolean asPromised() {
    return right() >= MUST_BE_RIGHT
        && first.foundIn().equals("remote")
        && firstGets == 1
        && second.foundIn().equals("disk")
        && remoteGets == 0;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("\n  department           score        ms   ticket\n");
    for (FunctionRun.Prediction prediction : first.predictions()) {
      line(
          text,
          "  %-18s %7.3f %9.1f   %s",
          prediction.department(),
          prediction.score(),
          prediction.millis(),
          prediction.text());
    }
    line(text, "%n  %d of %d tickets went where they belong", right(), SampleTickets.ALL.size());
    process(text, "cold start, nothing on this machine yet", first);
    line(text, "  %-42s %9.1f ms", "warm call, median", first.warmMedianMillis());
    line(text, "  %-42s %12s", "model found in, later calls", first.thenFoundIn());
    line(text, "  %-42s %12d", "GETs of the model", firstGets);
    process(text, "second process, same disk", second);
    line(text, "  %-42s %12d", "GETs of the model", remoteGets);
    return text.append('\n').toString();
  }

  private static void process(StringBuilder text, String title, FunctionRun.Measured run) {
    line(text, "%n  %s", title);
    line(text, "  %-42s %9.1f ms", "process start to first answer", run.coldMillis());
    for (Map.Entry<String, Double> step : run.steps().entrySet()) {
      line(text, "    %-40s %9.1f ms", step.getKey(), step.getValue());
    }
    line(text, "  %-42s %12s", "model found in, first call", run.foundIn());
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  String json() {
    JsonSink json = new JsonSink();
    json.beginObject().name("predictions").beginArray();
    for (FunctionRun.Prediction prediction : first.predictions()) {
      json.beginObject()
          .field("text", prediction.text())
          .field("department", prediction.department())
          .field("score", prediction.score())
          .field("millis", rounded(prediction.millis()))
          .endObject();
    }
    json.endArray().field("coldMillis", rounded(first.coldMillis()));
    steps(json, first);
    json.field("warmMedianMillis", rounded(first.warmMedianMillis()))
        .field("foundIn", first.foundIn())
        .field("remoteGets", firstGets)
        .name("second")
        .beginObject()
        .field("coldMillis", rounded(second.coldMillis()));
    steps(json, second);
    return json.field("foundIn", second.foundIn())
        .field("remoteGets", remoteGets)
        .endObject()
        .endObject()
        .toString();
  }

  private static void steps(JsonSink json, FunctionRun.Measured run) {
    json.name("steps").beginObject();
    run.steps().forEach((step, millis) -> json.field(step, rounded(millis)));
    json.endObject();
  }

  private long right() {
    List<FunctionRun.Prediction> predictions = first.predictions();
    long right = 0;
    for (int i = 0; i < predictions.size(); i++) {
      if (predictions.get(i).department().equals(SampleTickets.ALL.get(i).department())) {
        right++;
      }
    }
    return right;
  }

  private static double rounded(double millis) {
    return Math.round(millis * 10) / 10.0;
  }
}
