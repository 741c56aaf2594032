package dev.hearth.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.Environment;
import dev.hearth.Inference;
import dev.hearth.InferenceService;
import dev.hearth.InvalidInputException;
import dev.hearth.LazyModel;
import dev.hearth.Lease;
import dev.hearth.LoadReport;
import dev.hearth.Model;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.Outcome;
import dev.hearth.Signature;
import dev.hearth.Tensors;
import dev.hearth.function.Call;
import dev.hearth.function.Codec;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.spi.ObjectStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventEndpointTest {

  private static final Call CALL = new Call("id-1", Deadline.none());
  private static final Environment NO_SETTINGS = Environment.empty();

  private final Folder folder = new Folder();
  private final Map<String, String> kept = new TreeMap<>();

  @Test
  void requireResults_noSink_saysWhatToSet() {
    EventEndpoint events = new EventEndpoint(service().build(), NO_SETTINGS);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(events::requireResults)
        .withMessage(
            "HEARTH_RESULTS: not set (expected: where results of messages go, such as"
                + " s3://bucket/prefix, or 'none' to drop them); set it in the environment");
  }

  @Test
  void requireResults_sinkOrWantedByNobody_isContent() {
    new EventEndpoint(withSink(), NO_SETTINGS).requireResults();
    new EventEndpoint(service().build(), new Environment(Map.of("HEARTH_RESULTS", "None")))
        .requireResults();
  }

  @Test
  void keep_success_isWrittenUnderItsId() {
    EventEndpoint events = new EventEndpoint(withSink(), NO_SETTINGS);
    List<Outcome<JsonSink>> outcomes =
        events.answer(List.of(item("a"), Payload.json("m2", "7")), CALL);
    assertThat(events.keep("m1", outcomes.get(0), CALL)).isSameAs(outcomes.get(0));
    assertThat(events.keep("m2", outcomes.get(1), CALL)).isSameAs(outcomes.get(1));
    assertThat(kept).containsExactly(Map.entry("m1", "\"A\""));
  }

  @Test
  void keep_sinkFails_isTheItemsFailure() {
    ModelUnavailableException down = new ModelUnavailableException("bucket: busy; retry");
    InferenceService service =
        service()
            .results(
                (id, json, deadline) -> {
                  throw down;
                })
            .build();
    EventEndpoint events = new EventEndpoint(service, NO_SETTINGS);
    Outcome<JsonSink> outcome = events.answer(List.of(item("a")), CALL).get(0);
    assertThat(events.keep("m1", outcome, CALL)).isEqualTo(Outcome.failure(down));
  }

  @Test
  void keep_deadlinePassed_failsWithoutWriting() {
    EventEndpoint events = new EventEndpoint(withSink(), NO_SETTINGS);
    Outcome<JsonSink> outcome = events.answer(List.of(item("a")), CALL).get(0);
    Call late = new Call("id-2", Deadline.after(Duration.ZERO));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> events.keep("m1", outcome, late).orThrow())
        .withMessageStartingWith("deadline passed while keeping the result of message 'm1'");
    assertThat(kept).isEmpty();
  }

  @Test
  void answerObject_writesTheResultBesideIt() {
    folder.objects.put("in/a.json", "\"hello\"");
    EventEndpoint events = new EventEndpoint(service().objects(folder).build(), NO_SETTINGS);
    assertThat(events.answerObject("bucket", "in/a.json", 100, CALL))
        .contains("in/a.json.result.json");
    assertThat(folder.objects).containsEntry("in/a.json.result.json", "\"HELLO\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"in/a.json.out", "in/"})
  void answerObject_resultOrFolder_isPassedOver(String key) {
    Environment settings = new Environment(Map.of("HEARTH_RESULT_SUFFIX", ".out"));
    EventEndpoint events = new EventEndpoint(service().objects(folder).build(), settings);
    assertThat(events.answerObject("bucket", key, 100, CALL)).isEmpty();
    assertThat(folder.objects).isEmpty();
  }

  @Test
  void answerObject_poisoned_isThrownAndNothingWritten() {
    folder.objects.put("a", "7");
    EventEndpoint events = new EventEndpoint(service().objects(folder).build(), NO_SETTINGS);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> events.answerObject("bucket", "a", 100, CALL));
    assertThat(folder.objects).containsOnlyKeys("a");
  }

  @Test
  void answerObject_noStore_saysWhatToAdd() {
    EventEndpoint events = new EventEndpoint(service().build(), NO_SETTINGS);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> events.answerObject("bucket", "a", 100, CALL))
        .withMessage(
            "objects of function 'shout': nowhere to read them (expected: an ObjectStore); add"
                + " hearth-cache-s3 to the function, or call"
                + " InferenceService.builder(...).objects(...)");
  }

  private InferenceService withSink() {
    return service().results((id, json, deadline) -> kept.put(id, new String(json, UTF_8))).build();
  }

  private static Payload item(String text) {
    return Payload.json("message", "\"" + text + "\"");
  }

  private static InferenceService.Builder service() {
    return InferenceService.builder("shout")
        .route(
            "/",
            Inference.builder(
                    "shout",
                    new NoModel(),
                    new TextCodec(),
                    (model, items, call) ->
                        items.stream().map(text -> text.toUpperCase(Locale.ROOT)).toList())
                .build());
  }

  private static final class TextCodec implements Codec<String, String> {

    @Override
    public String read(JsonValue json) {
      return json.text();
    }

    @Override
    public void write(String result, JsonSink json) {
      json.value(result);
    }
  }

  /** A model that is there and never run. */
  private static final class NoModel implements LazyModel, Lease<Model> {

    @Override
    public ModelRef ref() {
      return ModelRef.parse("none@1");
    }

    @Override
    public Lease<Model> acquire(Deadline deadline) {
      return this;
    }

    @Override
    public boolean isLoaded() {
      return true;
    }

    @Override
    public void preload() {}

    @Override
    public Model get() {
      return MODEL;
    }

    @Override
    public void close() {}
  }

  private static final Model MODEL = new Weightless();

  private record Weightless() implements Model {

    @Override
    public ModelRef ref() {
      return ModelRef.parse("none@1");
    }

    @Override
    public Signature signature() {
      return Signature.any();
    }

    @Override
    public Tensors run(Tensors inputs, Deadline deadline) {
      throw new UnsupportedOperationException("a model without weights");
    }

    @Override
    public Bytes size() {
      return Bytes.of(0);
    }

    @Override
    public LoadReport loadReport() {
      return new LoadReport("memory", Map.of());
    }
  }

  /** Objects of one bucket, as texts. */
  private static final class Folder implements ObjectStore {

    private final Map<String, String> objects = new TreeMap<>();

    @Override
    public Payload read(String container, String key, long maxBytes, Deadline deadline) {
      return Payload.json(key, objects.getOrDefault(key, ""));
    }

    @Override
    public boolean writeNew(String container, String key, Payload content, Deadline deadline) {
      return objects.putIfAbsent(key, new String(content.bytes(), UTF_8)) == null;
    }

    @Override
    public void write(String container, String key, Payload content, Deadline deadline) {
      objects.put(key, new String(content.bytes(), UTF_8));
    }

    @Override
    public void close() {}
  }
}
