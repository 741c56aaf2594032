package dev.hearth.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.LoadReport;
import dev.hearth.Problem;
import dev.hearth.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallReportTest {

  @Test
  void toJson_warmCall_isOneLineInMilliseconds() {
    CallReport report =
        new CallReport(
            "router",
            "id-1",
            Optional.empty(),
            false,
            3,
            0,
            "memory",
            Optional.empty(),
            Duration.ofNanos(1_499),
            Duration.ZERO,
            Duration.ofNanos(12_345_678),
            Duration.ofSeconds(100),
            Optional.empty(),
            Optional.empty());
    assertThat(report.toJson())
        .isEqualTo(
            "{\"hearth\":\"call\",\"function\":\"router\",\"requestId\":\"id-1\",\"first\":false,"
                + "\"items\":3,\"foundIn\":\"memory\",\"readMillis\":0.001,\"modelMillis\":0.0,"
                + "\"inferMillis\":12.346,\"writeMillis\":100000.0}");
  }

  @Test
  void toJson_loadAndProblem_addsBoth() {
    Map<String, Duration> steps = new LinkedHashMap<>();
    steps.put("fetch", Duration.ofMillis(80));
    steps.put("a \"step\"\n", Duration.ofNanos(500));
    CallReport report = failed(new LoadReport("remote", steps));
    assertThat(report.toJson())
        .endsWith(
            "\"foundIn\":\"remote\",\"readMillis\":0.0,\"modelMillis\":0.0,\"inferMillis\":0.0,"
                + "\"writeMillis\":0.0,\"loadMillis\":{\"fetch\":80.0,\"a \\\"step\\\"\\n\":0.001},"
                + "\"problem\":\"DEADLINE_EXCEEDED\"}");
  }

  @Test
  void lines_manyThreads_keepsLinesWhole() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Telemetry lines = Telemetry.lines(new PrintStream(out, true, UTF_8));
    CallReport report = failed(new LoadReport("disk", Map.of()));
    IntStream.range(0, 2_000).parallel().forEach(i -> lines.report(report));
    assertThat(out.toString(UTF_8).lines())
        .hasSize(2_000)
        .allSatisfy(
            line ->
                assertThat(JsonValue.parse(line.getBytes(UTF_8), "line").field("problem").text())
                    .isEqualTo("DEADLINE_EXCEEDED"));
  }

  @Test
  void none_anyReport_isDropped() {
    Telemetry.none().report(failed(new LoadReport("disk", Map.of())));
  }

  private static CallReport failed(LoadReport load) {
    return new CallReport(
        "router",
        "id",
        Optional.of("00-4bf92f-00f067-01"),
        true,
        1,
        0,
        load.foundIn(),
        Optional.of(load),
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Optional.empty(),
        Optional.of(Problem.DEADLINE_EXCEEDED));
  }
}
