package dev.hearth.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.InvalidInputException;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonValue;
import dev.hearth.lambda.functions.MemoryModel;
import dev.hearth.lambda.functions.Shout;
import dev.hearth.lambda.functions.Shouting;
import dev.hearth.spi.ObjectStore;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * Whatever an event holds, the adapter answers it or refuses it, never by a failure of its own; and
 * no message of a queue is lost. {@code -Dhearth.fuzz=100000} tries more events than the build.
 */
class EventFuzzTest {

  private static final int EVENTS = Integer.getInteger("hearth.fuzz", 4_000);
  private static final long SEED = 20_260_808;

  private final Set<String> kept = new HashSet<>();
  private final PrintStream err = System.err;

  private final Shouting handler =
      new Shouting(
          InferenceService.builder("shout")
              .route("/", Shout.on(new MemoryModel(() -> {})).build())
              .results((id, json, deadline) -> kept.add(id))
              .objects(new EveryObject())
              .build(),
          Environment.empty());

  /** Has each object that it is asked for. */
  private static final class EveryObject implements ObjectStore {

    @Override
    public Payload read(String container, String key, long maxBytes, Deadline deadline) {
      return Payload.json(key, "{\"text\":\"hello\"}");
    }

    @Override
    public boolean writeNew(String container, String key, Payload content, Deadline deadline) {
      return true;
    }

    @Override
    public void write(String container, String key, Payload content, Deadline deadline) {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void quiet() {
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
  }

  @AfterEach
  void loud() {
    System.setErr(err);
  }

  @Test
  @Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
  void handle_anyEvent_isAnsweredOrRefusedAndLosesNoMessage() {
    Random random = new Random(SEED);
    Mutations mutations = new Mutations(random);
    List<String> samples = Samples.ALL.stream().map(Samples::read).toList();
    int answered = 0;
    int queues = 0;
    for (int i = 0; i < EVENTS; i++) {
      byte[] event = mutations.mutate(samples.get(i % samples.size()));
      kept.clear();
      String what = "event " + i + ": " + excerpt(event);
      try {
        String answer = Calls.call(handler, event, FakeContext.AMPLE);
        answered++;
        queues += checked(what, event, Calls.json(answer)) ? 1 : 0;
      } catch (InvalidInputException refused) {
        assertThat(refused.getMessage()).as(what).hasSizeLessThan(1_000);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(what, e);
      }
    }
    // The mutations leave enough whole, and enough of it queues, for the checks to mean something.
    assertThat(answered).isGreaterThan(EVENTS / 3);
    assertThat(queues).isGreaterThan(EVENTS / 30);
  }

  /** Returns whether the event is one of a queue. */
  private boolean checked(String what, byte[] event, JsonValue answer) {
    if (answer.isObject() && answer.optional("statusCode").isPresent()) {
      assertThat(answer.field("statusCode").integer()).as(what).isBetween(200L, 499L);
    }
    List<JsonObject> messages = messages(event);
    if (messages.isEmpty()) {
      return false;
    }
    Set<String> failed = new HashSet<>();
    for (JsonValue failure : answer.field("batchItemFailures").items()) {
      failed.add(failure.field("itemIdentifier").text());
    }
    boolean ordered = messages.stream().anyMatch(m -> text(m, "eventSourceARN").endsWith(".fifo"));
    Set<String> stopped = new HashSet<>();
    for (JsonObject message : messages) {
      String id = text(message, "messageId");
      assertThat(kept.contains(id) || failed.contains(id)).as(what).isTrue();
      String group =
          message.get("attributes") instanceof JsonObject some ? text(some, "MessageGroupId") : "";
      if (ordered && stopped.contains(group)) {
        assertThat(failed).as(what).contains(id);
      }
      if (failed.contains(id)) {
        stopped.add(group);
      }
    }
    return true;
  }

  /** All records of an event of which one says that it is from SQS: none of them may get lost. */
  private static List<JsonObject> messages(byte[] event) {
    List<JsonObject> records = new ArrayList<>();
    try {
      JsonElement root = JsonParser.parseString(new String(event, UTF_8));
      if (root instanceof JsonObject object && object.get("Records") instanceof JsonArray array) {
        for (JsonElement record : array) {
          records.add(record instanceof JsonObject one ? one : new JsonObject());
        }
      }
    } catch (JsonParseException e) {
      throw new AssertionError("answered what is not JSON", e);
    }
    boolean queue = records.stream().anyMatch(r -> text(r, "eventSource").equals("aws:sqs"));
    return queue ? records : List.of();
  }

  private static String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonPrimitive value && value.isString()
        ? value.getAsString()
        : "";
  }

  private static String excerpt(byte[] event) {
    String text = new String(event, UTF_8);
    return text.length() <= 3_000 ? text : text.substring(0, 3_000) + "...";
  }
}
