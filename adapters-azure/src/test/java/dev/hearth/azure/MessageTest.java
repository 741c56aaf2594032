package dev.hearth.azure;

import static dev.hearth.azure.Shout.said;
import static dev.hearth.azure.Shout.say;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.ConfigurationException;
import dev.hearth.Environment;
import dev.hearth.InvalidInputException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.testkit.function.InMemoryResults;
import dev.hearth.testkit.function.KitModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Triggers that nobody waits for: queues, blobs, event hubs. */
class MessageTest {

  private static final FakeContext CONTEXT = new FakeContext("invocation-1");

  private final KitModel model = new KitModel();
  private final InMemoryResults results = new InMemoryResults();
  private final AzureInference inference =
      AzureInference.of(() -> Shout.service(model, results), Environment.empty());

  @Test
  void queue_withId_keepsTheResultUnderIt() {
    inference.queue(say("hello"), "message-7", CONTEXT);
    assertThat(results.result("message-7")).contains(said("hello"));
  }

  @Test
  void queue_withoutId_keepsTheResultUnderANameOfTheText() {
    inference.queue(say("hello"), CONTEXT);
    inference.queue(say("hello"), new FakeContext("invocation-2"));
    inference.queue(say("other"), CONTEXT);
    assertThat(results.ids()).hasSize(2).allMatch(id -> id.matches("[0-9a-f]{32}"));
    assertThat(results.writes()).isEqualTo(3);
  }

  @Test
  void queue_failure_isThrownForTheHostToRetry() {
    assertThatThrownBy(() -> inference.queue(say("fail input"), CONTEXT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("text: rude (expected: polite)");
    assertThatThrownBy(() -> inference.queue("{", CONTEXT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("message: ");
    assertThatThrownBy(() -> inference.queue(say("fail error"), CONTEXT))
        .isInstanceOf(NoClassDefFoundError.class);
    assertThat(results.ids()).isEmpty();
  }

  @Test
  void queue_sinkFails_isThrownForTheHostToRetry() {
    results.onWrite(
        id -> {
          throw new ModelUnavailableException("sink: down; retry");
        });
    assertThatThrownBy(() -> inference.queue(say("a"), CONTEXT)).hasMessage("sink: down; retry");
  }

  @Test
  void queue_noSink_namesTheSettingBeforeAnyWork() {
    assertThatThrownBy(() -> bare(Map.of()).queue(say("a"), CONTEXT))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "HEARTH_RESULTS: not set (expected: where results of messages go, such as"
                + " s3://bucket/prefix, or 'none' to drop them); set it in the environment");
    Map<String, String> lost = Map.of("HEARTH_RESULTS", "s3://bucket/x");
    assertThatThrownBy(() -> bare(lost).queue(say("a"), CONTEXT))
        .hasMessage(
            "HEARTH_RESULTS: 's3://bucket/x', but the service has no sink (expected: where results of"
                + " messages go, such as s3://bucket/prefix, or 'none' to drop them); set it in the"
                + " environment");
  }

  @Test
  void queue_sinkNone_dropsTheResult() {
    AzureInference dropping = bare(Map.of("HEARTH_RESULTS", "None"));
    assertThatCode(() -> dropping.queue(say("a"), CONTEXT)).doesNotThrowAnyException();
    assertThatThrownBy(() -> dropping.queue(say("fail unavailable"), CONTEXT))
        .hasMessage("store: down; retry");
  }

  @Test
  void blob_json_isAnsweredWithJson() {
    assertThat(blob("in/tickets.json", say("hello"))).isEqualTo(said("hello"));
    assertThat(blob("no-ending", "[" + say("a") + "," + say("b") + "]"))
        .isEqualTo("[" + said("a") + "," + said("b") + "]");
  }

  @Test
  void blob_image_isOneItemOfItsType() {
    assertThat(blob("x/Photo.JPG", "ÿ")).isEqualTo("{\"shout\":\"IMAGE/JPEG OF 2\"}");
    assertThat(blob("scan.tif", "")).isEqualTo("{\"shout\":\"IMAGE/TIFF OF 0\"}");
  }

  @Test
  void blob_typeThatTheCodecDoesNotTake_isReadAsJson() {
    assertThat(blob("notes.txt", say("a"))).isEqualTo(said("a"));
    assertThatThrownBy(() -> blob("notes.txt", "hello"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("object: ");
  }

  @Test
  void events_batch_keepsAResultForEach() {
    inference.events(List.of(say("a"), say("b"), say("a")), CONTEXT);
    assertThat(results.ids()).hasSize(2);
    assertThat(results.result(Deployment.idOf(say("b")))).contains(said("b"));
  }

  @Test
  void events_someFail_logsEachWithItsPlaceAndKeepsTheOthers() {
    List<String> events = List.of(say("a"), "{", say("fail internal"), say("fail unavailable"));
    try (LogCapture log = new LogCapture()) {
      inference.events(events, CONTEXT);
      assertThat(log.text())
          .contains("event 2 of 4 of request invocation-1 failed: INVALID_INPUT: message: ")
          .contains("event 3 of 4 of request invocation-1 failed\n")
          .contains("java.lang.IllegalStateException: the password is swordfish\n")
          .contains("event 4 of 4 of request invocation-1 failed: UNAVAILABLE: store: down; retry");
    }
    assertThat(results.ids()).containsExactly(Deployment.idOf(say("a")));
  }

  @Test
  void events_allFail_throwsWhatIsNotTheSendersFault() {
    List<String> events = List.of("{", say("fail unavailable"), say("fail input"));
    assertThatThrownBy(() -> inference.events(events, CONTEXT)).hasMessage("store: down; retry");
  }

  @Test
  void events_allAreBad_areNotSentAgain() {
    assertThatCode(() -> inference.events(List.of("{", say("fail input")), CONTEXT))
        .doesNotThrowAnyException();
    assertThat(results.ids()).isEmpty();
  }

  @Test
  void events_none_doNothing() {
    inference.events(List.of(), CONTEXT);
    assertThat(results.writes()).isZero();
  }

  @Test
  void events_noSink_namesTheSetting() {
    assertThatThrownBy(() -> bare(Map.of()).events(List.of(say("a")), CONTEXT))
        .hasMessageStartingWith("HEARTH_RESULTS: not set");
  }

  private String blob(String name, String content) {
    return new String(inference.blob(content.getBytes(UTF_8), name, CONTEXT), UTF_8);
  }

  private AzureInference bare(Map<String, String> variables) {
    return AzureInference.of(() -> Shout.service(model), new Environment(variables));
  }
}
