package dev.hearth.testkit.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Inference;
import dev.hearth.InferenceService;
import dev.hearth.ModelUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every adapter that takes messages or records promises, as tests. Extend it next to the
 * adapter:
 *
 * <pre>{@code
 * final class MyQueueContractTest extends MessageContract {
 *   protected MessageAdapter start(InferenceService service, AdapterSettings settings) { ... }
 * }
 * }</pre>
 *
 * <p>What an adapter cannot do it says by overriding a switch, which is true by default; what it
 * promises beyond the contract it tests itself.
 */
@Timeout(120)
public abstract class MessageContract {

  private static final AdapterSettings SHORT =
      AdapterSettings.usual().withTimeout(Duration.ofSeconds(2));

  private final KitFunction function = new KitFunction();
  private final KitModel model = new KitModel();
  private final InMemoryResults results = new InMemoryResults();
  private final List<MessageAdapter> started = new ArrayList<>();

  /** Makes the kit; JUnit calls it. */
  protected MessageContract() {}

  /**
   * Starts the adapter under test.
   *
   * @param service what it serves; nothing of it is loaded
   * @param settings how it is to be set
   * @return the adapter, closed by the kit
   * @throws Exception if it does not start
   */
  protected abstract MessageAdapter start(InferenceService service, AdapterSettings settings)
      throws Exception;

  /**
   * Switch: whether one delivery holds several messages of which each has its own outcome.
   *
   * @return whether it does; else the kit delivers one by one
   */
  protected boolean deliversMany() {
    return true;
  }

  /**
   * Switch: whether a message that cannot be answered is reported as failed, so that the platform
   * sets it aside in the end.
   *
   * @return whether it is; else it counts as done, and a log tells of it
   */
  protected boolean reportsBadMessages() {
    return true;
  }

  /**
   * Returns the name under which a message's result is written.
   *
   * @param message the message
   * @return the name that the sink sees
   */
  protected String resultId(Message message) {
    return message.id();
  }

  @AfterEach
  final void stop() throws Exception {
    function.release();
    for (MessageAdapter adapter : started) {
      adapter.close();
    }
  }

  @Test
  @DisplayName("each message is answered and its result kept")
  void deliver_good_keepsTheResults() throws Exception {
    List<Message> messages =
        IntStream.range(0, 10).mapToObj(i -> message("m-" + i, "text " + i)).toList();
    assertThat(deliver(serve(), messages)).isEmpty();
    for (Message message : messages) {
      assertResult(message, "TEXT " + message.id().substring(2));
    }
    assertThat(results.ids()).hasSize(10);
    assertThat(model.loads()).isEqualTo(1);
  }

  @Test
  @DisplayName("a message that cannot be answered fails alone")
  void deliver_poisoned_failsAlone() throws Exception {
    Message good = message("good", "a");
    Message rude = message("rude", "fail input");
    Message unreadable = new Message("unreadable", "{\"text\":7}");
    Message fine = message("fine", "b");
    Set<String> again = deliver(serve(), List.of(good, rude, unreadable, fine));
    assertThat(again)
        .isEqualTo(reportsBadMessages() ? Set.of("rude", "unreadable") : Set.<String>of());
    assertResult(good, "A");
    assertResult(fine, "B");
    assertThat(results.ids()).hasSize(2);
  }

  @Test
  @DisplayName("a message that fails by something unexpected fails alone and comes again")
  void deliver_internalError_failsAlone() throws Exception {
    for (String text : List.of("fail internal", "fail error", "fail stack")) {
      Message good = message("good-" + text.substring(5), "a");
      Message bad = message("bad-" + text.substring(5), text);
      assertThat(deliver(serve(), List.of(good, bad))).containsExactly(bad.id());
      assertResult(good, "A");
    }
  }

  @Test
  @DisplayName("a message that could not be answered now comes again and is answered")
  void deliver_unavailable_comesAgain() throws Exception {
    MessageAdapter adapter = serve();
    Message message = message("m-1", "when back");
    function.away(true);
    assertThat(deliver(adapter, List.of(message))).containsExactly("m-1");
    assertThat(results.ids()).isEmpty();
    function.away(false);
    assertThat(deliver(adapter, List.of(message))).isEmpty();
    assertResult(message, "WHEN BACK");
  }

  @Test
  @DisplayName("while the model is away all messages come again")
  void deliver_modelAway_allComeAgain() throws Exception {
    model.onLoad(
        () -> {
          throw new ModelUnavailableException("store: no answer; retry");
        });
    MessageAdapter adapter = serve();
    List<Message> messages = List.of(message("m-1", "a"), message("m-2", "b"));
    assertThat(deliver(adapter, messages)).containsExactlyInAnyOrder("m-1", "m-2");
    model.onLoad(() -> {});
    assertThat(deliver(adapter, messages)).isEmpty();
    assertThat(results.ids()).hasSize(2);
  }

  @Test
  @DisplayName("a message whose deadline passes comes again, and the next one is answered")
  void deliver_deadlinePasses_comesAgain() throws Exception {
    MessageAdapter adapter = start(SHORT, service());
    assertThat(deliver(adapter, List.of(message("late", "wait")))).containsExactly("late");
    Message next = message("next", "b");
    assertThat(deliver(adapter, List.of(next))).isEmpty();
    assertResult(next, "B");
    assertThat(results.ids()).hasSize(1);
  }

  @Test
  @DisplayName("a result that could not be kept makes its message come again")
  void deliver_sinkAway_comesAgain() throws Exception {
    MessageAdapter adapter = serve();
    Message one = message("m-1", "a");
    Message two = message("m-2", "b");
    results.onWrite(
        id -> {
          if (id.equals(resultId(one))) {
            throw new ModelUnavailableException("sink: no answer; retry");
          }
        });
    assertThat(deliver(adapter, List.of(one, two))).containsExactly("m-1");
    assertResult(two, "B");
    results.onWrite(id -> {});
    assertThat(deliver(adapter, List.of(one))).isEmpty();
    assertResult(one, "A");
  }

  @Test
  @DisplayName("without a sink messages are answered and done")
  void deliver_noSink_isDone() throws Exception {
    InferenceService service = InferenceService.of(inference());
    MessageAdapter adapter = start(AdapterSettings.usual(), service);
    assertThat(deliver(adapter, List.of(message("m-1", "a")))).isEmpty();
    assertThat(function.items()).isEqualTo(1);
    assertThat(results.writes()).isZero();
  }

  @Test
  @DisplayName("a message that is delivered twice has one result")
  void deliver_twice_hasOneResult() throws Exception {
    MessageAdapter adapter = serve();
    Message message = message("m-1", "a");
    assertThat(deliver(adapter, List.of(message))).isEmpty();
    assertThat(deliver(adapter, List.of(message))).isEmpty();
    assertThat(results.ids()).containsExactly(resultId(message));
    assertResult(message, "A");
  }

  @Test
  @DisplayName("any text survives the way in and out")
  void deliver_anyText_survives() throws Exception {
    String text = "\uD83D\uDD25 \u05D0\u05D1 e\u0301 \uD801\uDC28 \u65E5\u672C";
    Message message = message("m-1", text);
    assertThat(deliver(serve(), List.of(message))).isEmpty();
    assertResult(message, "\uD83D\uDD25 \u05D0\u05D1 E\u0301 \uD801\uDC00 \u65E5\u672C");
  }

  private MessageAdapter serve() throws Exception {
    return start(AdapterSettings.usual(), service());
  }

  private MessageAdapter start(AdapterSettings settings, InferenceService service)
      throws Exception {
    MessageAdapter adapter = start(service, settings);
    started.add(adapter);
    return adapter;
  }

  private InferenceService service() {
    return InferenceService.builder("shout").route("/", inference()).results(results).build();
  }

  private Inference<?, ?> inference() {
    return function.on(model).build();
  }

  /** Delivers in one batch if the adapter takes batches; returns what comes again. */
  private Set<String> deliver(MessageAdapter adapter, List<Message> messages) throws Exception {
    Set<String> again = new LinkedHashSet<>();
    Stream<List<Message>> batches =
        deliversMany() ? Stream.of(messages) : messages.stream().map(List::of);
    for (List<Message> batch : batches.toList()) {
      again.addAll(adapter.deliver(batch).redelivered());
    }
    return again;
  }

  private void assertResult(Message message, String text) {
    assertThat(results.result(resultId(message))).contains("{\"shout\":\"" + text + "\"}");
  }

  private static Message message(String id, String text) {
    return new Message(id, "{\"text\":\"" + text + "\"}");
  }
}
