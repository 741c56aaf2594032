package dev.hearth.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.Inference;
import dev.hearth.InferenceService;
import dev.hearth.InvalidInputException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.lambda.functions.MemoryModel;
import dev.hearth.lambda.functions.Shouting;
import dev.hearth.lambda.functions.Texts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueEventTest {

  private static final String ID = "7d9f0b1a-3c5e-4f60-8a7b-9c0d1e2f3a4";
  private static final String HELLO = "\"body\": \"{\\\"text\\\": \\\"hello\\\"}\"";

  private final Served served = new Served();

  @Test
  void handle_messages_areAnsweredAndTheirResultsKept() {
    assertThat(served.call(Samples.read("sqs"))).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(served.result(ID + 0)).isEqualTo("{\"shout\":\"HELLO\"}");
    assertThat(served.result(ID + 1)).isEqualTo("{\"shout\":\"GR\u00dcN\"}");
    assertThat(served.result(ID + 2)).isEqualTo("{\"shout\":\"A\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"body\": \"no JSON\"",
        "\"body\": \"\"",
        "\"body\": null",
        "\"body\": {}",
        "\"other\": 1",
        "\"body\": \"{\\\"text\\\":\\\"fail internal\\\"}\""
      })
  void handle_poisonedMessage_failsAloneInAStandardQueue(String body) {
    assertThat(served.failed(Samples.read("sqs", HELLO, body))).containsExactly(ID + 0);
    assertThat(served.results.ids()).isEqualTo(Set.of(ID + 1, ID + 2));
  }

  @Test
  void handle_poisonedMessage_isLoggedWithItsIdAndReason() {
    try (LogCapture log = new LogCapture()) {
      served.call(Samples.read("sqs", HELLO, "\"body\": \"7\""));
      assertThat(log.text())
          .contains(
              "WARN dev.hearth.lambda.LambdaInferenceHandler - request id-1: 1 of 3 messages failed"
                  + " and will come again; '"
                  + ID
                  + "0' by: field '"
                  + ID
                  + "0': 7 (expected: an object); send that instead\n");
    }
  }

  @Test
  void handle_poisonedMessageInAFifoQueue_stopsItsGroupOnly() {
    String event = Samples.read("sqs-fifo", HELLO, "\"body\": \"7\"");
    assertThat(served.failed(event)).containsExactly(ID + 0, ID + 2);
    assertThat(served.result(ID + 1)).isEqualTo("{\"shout\":\"GR\u00dcN\"}");
    assertThat(served.result(ID + 3)).isEqualTo("{\"shout\":\"B\"}");
    assertThat(served.results.ids()).hasSize(2);
  }

  @Test
  void handle_resultNotKeptInAFifoQueue_stopsItsGroupOnly() {
    served.results.onWrite(
        id -> {
          if (id.equals(ID + 1)) {
            throw new ModelUnavailableException("sink: down; retry");
          }
        });
    assertThat(served.failed(Samples.read("sqs-fifo"))).containsExactly(ID + 1, ID + 3);
    assertThat(served.results.ids()).isEqualTo(Set.of(ID + 0, ID + 2));
  }

  @Test
  void handle_fifoWithoutGroups_keepsTheOrderOfAll() {
    String event =
        Samples.read("sqs-fifo", HELLO, "\"body\": \"7\"").replace("MessageGroupId", "Other");
    assertThat(served.failed(event)).containsExactly(ID + 0, ID + 1, ID + 2, ID + 3);
    assertThat(served.results.ids()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"messageId\": \"\"", "\"messageId\": null", "\"x\": 1"})
  void handle_messageWithoutId_failsTheCallSoThatAllComeAgain(String id) {
    String event = Samples.read("sqs", "\"messageId\": \"" + ID + "1\"", id);
    assertThatThrownBy(() -> served.call(event))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("field 'Records[1].messageId': ");
    assertThat(served.results.writes()).isZero();
  }

  @Test
  void handle_recordsOfSeveralSources_failsTheCall() {
    String event = Samples.read("sqs").replaceFirst("aws:sqs\"", "aws:other\"");
    assertThatThrownBy(() -> served.call(event))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "field 'Records[0]': not of the same source as the others (expected: one source); send"
                + " them apart");
  }

  @Test
  void handle_noPlaceForResults_isRefusedUnlessNobodyWantsThem() {
    Shouting nowhere = Served.bare(Map.of());
    for (String sample : List.of("sqs", "sqs-fifo", "kinesis", "dynamodb")) {
      assertThatThrownBy(() -> Calls.call(nowhere, Samples.read(sample)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "HEARTH_RESULTS: not set (expected: where results of messages go, such as"
                  + " s3://bucket/prefix, or 'none' to drop them); set it in the environment");
    }
    Shouting dropping = Served.bare(Map.of("HEARTH_RESULTS", "none"));
    assertThat(Calls.call(dropping, Samples.read("sqs"))).isEqualTo("{\"batchItemFailures\":[]}");
  }

  @Test
  void handle_modelAway_failsTheCallSoThatMetricsShowIt() {
    MemoryModel away =
        new MemoryModel(
            () -> {
              throw new ModelUnavailableException("store: down; retry");
            });
    Shouting handler = handler(Texts.on(away).build());
    assertThatThrownBy(() -> Calls.call(handler, Samples.read("sqs")))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessageContaining("messages: 3 of 3 failed, '" + ID + "0' by: ");
  }

  @Test
  void handle_deadlinePassesMidway_reportsWhatIsLeft() {
    Inference<?, ?> slow =
        Texts.builder(
                new MemoryModel(() -> {}),
                (model, texts, call) -> {
                  while (texts.get(0).contains("gr\u00fcn") && !call.deadline().passed()) {
                    Thread.onSpinWait();
                  }
                  return texts;
                })
            .maxBatch(1)
            .build();
    FakeContext hurried = new FakeContext("id-1", 300);
    byte[] event = Samples.read("sqs").getBytes(StandardCharsets.UTF_8);
    String answer = Calls.call(handler(slow), event, hurried);
    assertThat(Served.failedOf(answer)).contains(ID + 2).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void handle_functionOfText_getsBodiesAsTheyAre() {
    Shouting handler = handler(Texts.on(new MemoryModel(() -> {})).build());
    String event = Samples.read("sqs", HELLO, "\"body\": \"{plain\"");
    assertThat(Calls.call(handler, event)).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(served.result(ID + 0)).isEqualTo("\"{plain\"");
    assertThat(served.result(ID + 1)).isEqualTo("\"{\\\"text\\\": \\\"gr\u00fcn\\\"}\"");
  }

  private Shouting handler(Inference<?, ?> inference) {
    return new Shouting(
        InferenceService.builder("texts")
            .route("/", inference)
            .results((id, json, deadline) -> served.results.write(id, json, Deadline.none()))
            .build(),
        new Environment(Map.of("HEARTH_INIT", "lazy")));
  }
}
