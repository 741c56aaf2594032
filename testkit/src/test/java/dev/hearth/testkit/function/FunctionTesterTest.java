package dev.hearth.testkit.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.InferenceService;
import dev.hearth.telemetry.CallReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionTesterTest {

  private final KitFunction function = new KitFunction();
  private final List<CallReport> reports = new ArrayList<>();
  private final FunctionTester tester =
      FunctionTester.of(function.on(new KitModel()).telemetry(reports::add).build());

  @Test
  void post_item_isAnswered() {
    HttpReply reply = tester.post("{\"text\":\"a\"}");
    assertThat(reply).hasToString("200 {\"shout\":\"A\"}");
    assertThat(reply.header("content-type")).contains("application/json");
    assertThat(reply.header("x-other")).isEmpty();
  }

  @Test
  void post_toARoute_isAnsweredThere() {
    InferenceService service =
        InferenceService.builder("two")
            .route("/a", function.on(new KitModel()).build())
            .route("/b", function.on(new KitModel(), true).build())
            .build();
    String more = "{\"text\":\"a\",\"more\":1}";
    assertThat(FunctionTester.of(service).post("/a", more).status()).isEqualTo(200);
    assertThat(FunctionTester.of(service).post("/b", more).status()).isEqualTo(400);
    assertThat(FunctionTester.of(service).post(more).status()).isEqualTo(404);
  }

  @Test
  void send_headersInAnyCase_areRead() {
    HttpMessage message =
        HttpMessage.post("[{\"text\":\"a\"},{\"text\":\"b\"}]")
            .with("ACCEPT", "application/x-ndjson")
            .with("Traceparent", "00-1-2-01");
    assertThat(tester.send(message).lines())
        .containsExactly("{\"shout\":\"A\"}", "{\"shout\":\"B\"}");
    assertThat(reports.get(0).traceId()).contains("00-1-2-01");
    assertThat(reports.get(0).requestId()).isEqualTo("test-1");
  }

  @Test
  void timeout_zero_isTooLate() {
    assertThat(tester.timeout(Duration.ZERO).post("{\"text\":\"a\"}").status()).isEqualTo(504);
    assertThat(tester.post("{\"text\":\"a\"}").status()).isEqualTo(200);
  }
}
