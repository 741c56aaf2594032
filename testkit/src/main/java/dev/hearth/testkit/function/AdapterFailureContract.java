package dev.hearth.testkit.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hearth.ConcurrencyLimit;
import dev.hearth.ConfigurationException;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.Problem;
import dev.hearth.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an adapter promises of calls that fail. */
abstract class AdapterFailureContract extends AdapterPayloadContract {

  private static final AdapterSettings SHORT =
      AdapterSettings.usual().withTimeout(Duration.ofSeconds(2));

  AdapterFailureContract() {}

  @Test
  @DisplayName("each kind of failure has its status")
  void post_functionFails_hasTheProblemsStatus() throws Exception {
    AdapterUnderTest adapter = serve();
    assertFailure(post(adapter, say("fail input")), 400, Problem.INVALID_INPUT, "text: rude");
    assertFailure(post(adapter, say("fail unavailable")), 503, Problem.UNAVAILABLE, "store: down");
    assertFailure(
        post(adapter, say("fail deadline")), 504, Problem.DEADLINE_EXCEEDED, "deadline passed");
    assertFailure(
        post(adapter, say("fail configuration")), 500, Problem.CONFIGURATION, "bucket: missing");
    assertFailure(post(adapter, say("fail broken")), 500, Problem.MODEL_BROKEN, "model: corrupt");
  }

  @Test
  @DisplayName("internal errors say nothing of their cause, and the process goes on")
  void post_internalError_saysNothing() throws Exception {
    AdapterUnderTest adapter = serve();
    for (String text : new String[] {"fail internal", "fail error", "fail stack"}) {
      HttpReply reply = post(adapter, say(text));
      assertFailure(reply, 500, Problem.INTERNAL, "internal error; see the log");
      assertThat(reply.text()).doesNotContain("swordfish", "secret", "java.", "dev.hearth");
    }
    assertShout(post(adapter, say("a")), "a");
  }

  @Test
  @DisplayName("a call whose deadline passes is answered with 504, and the next one as usual")
  void post_loadNeverEnds_is504AndTheNextIsAnswered() throws Exception {
    AdapterUnderTest adapter = serve(SHORT);
    stopLoads();
    HttpReply late = post(adapter, say("a"));
    assertFailure(late, 504, Problem.DEADLINE_EXCEEDED, "deadline passed while");
    assertThat(late.header("retry-after")).isPresent();
    letLoadsGoOn();
    assertShout(post(adapter, say("b")), "b");
    assertThat(model.loads()).isEqualTo(1);
  }

  @Test
  @DisplayName("a running call sees its deadline and ends with it")
  void post_runsBeyondTheDeadline_isStopped() throws Exception {
    AdapterUnderTest adapter = serve(SHORT);
    HttpReply stopped = post(adapter, say("wait"));
    assertFailure(stopped, 504, Problem.DEADLINE_EXCEEDED, "deadline passed while shouting");
    assertShout(post(adapter, say("b")), "b");
  }

  @Test
  @DisplayName("a model that is missing is answered with 500, and found once it is there")
  void post_modelMissing_is500AndRecovers() throws Exception {
    model.onLoad(
        () -> {
          throw new ConfigurationException("model 'm@1': not there; publish it");
        });
    AdapterUnderTest adapter = serve();
    assertFailure(post(adapter, say("a")), 500, Problem.CONFIGURATION, "model 'm@1': not there");
    model.onLoad(() -> {});
    assertShout(post(adapter, say("a")), "a");
  }

  @Test
  @DisplayName("a model that is broken is answered with 500")
  void post_modelBroken_is500() throws Exception {
    model.onLoad(
        () -> {
          throw new ModelBrokenException("model 'm@1': corrupt; publish it again");
        });
    assertFailure(
        post(serve(), say("a")), 500, Problem.MODEL_BROKEN, "model 'm@1': corrupt; publish it");
  }

  @Test
  @DisplayName(
      "a store that is away is answered with 503 and when to retry, and the retry is served")
  void post_storeAway_is503AndRecovers() throws Exception {
    model.onLoad(
        () -> {
          throw new ModelUnavailableException("store: no answer; retry");
        });
    AdapterUnderTest adapter = serve();
    HttpReply away = post(adapter, say("a"));
    assertFailure(away, 503, Problem.UNAVAILABLE, "store: no answer");
    assertThat(away.header("retry-after").orElse("")).matches("[0-9]+");
    model.onLoad(() -> {});
    assertShout(post(adapter, say("a")), "a");
  }

  @Test
  @DisplayName("calls beyond the limit are turned away with 429 while the others are answered")
  void post_beyondTheLimit_is429() throws Exception {
    assumeTrue(answersManyAtOnce(), "one call at a time");
    AdapterUnderTest adapter =
        serve(function.on(model).limit(ConcurrencyLimit.of(1, 0)), AdapterSettings.usual());
    Future<HttpReply> parked = meanwhile(() -> post(adapter, say("park")));
    function.awaitParked();
    HttpReply refused = post(adapter, say("b"));
    assertFailure(refused, 429, Problem.OVERLOADED, "too many calls at once");
    assertThat(refused.header("retry-after").orElse("")).matches("[0-9]+");
    function.release();
    assertShout(outcomeOf(parked), "park");
    assertShout(post(adapter, say("b")), "b");
  }

  @Test
  @DisplayName("an item that cannot be answered fails alone")
  void post_poisonedItem_failsAlone() throws Exception {
    AdapterUnderTest adapter = serve();
    String items = "[" + say("a") + "," + say("fail input") + "," + say("b") + "]";
    HttpReply reply = post(adapter, items);
    assertThat(reply.status()).isEqualTo(MULTI_STATUS);
    assertPoisoned(reply.json().items(), 1, Problem.INVALID_INPUT, "text: rude");
    HttpReply unreadable = post(adapter, "[" + say("a") + ",{\"text\":7}]");
    assertThat(unreadable.status()).isEqualTo(MULTI_STATUS);
    assertPoisoned(unreadable.json().items(), 1, Problem.INVALID_INPUT, "'body[1].text': 7");
  }

  @Test
  @DisplayName("an item that cannot be answered fails alone among more than run at once")
  void post_poisonedItemOfMany_failsAlone() throws Exception {
    AdapterUnderTest adapter = serve(function.on(model).maxBatch(4), AdapterSettings.usual());
    String items =
        IntStream.range(0, 19)
            .mapToObj(i -> say(i == 13 ? "fail internal" : "n" + i))
            .collect(array());
    HttpReply reply = post(adapter, items);
    assertThat(reply.status()).isEqualTo(MULTI_STATUS);
    assertThat(reply.json().items()).hasSize(19);
    assertPoisoned(reply.json().items(), 13, Problem.INTERNAL, "internal error; see the log");
    assertThat(reply.text()).doesNotContain("swordfish");
  }

  private static void assertPoisoned(
      List<JsonValue> results, int place, Problem problem, String message) {
    for (int i = 0; i < results.size(); i++) {
      if (i == place) {
        JsonValue error = results.get(i).field("error");
        assertThat(error.field("code").text()).isEqualTo(problem.name());
        assertThat(error.field("message").text()).contains(message);
      } else {
        assertThat(results.get(i).names()).as("result %s", i).containsExactly("shout");
      }
    }
  }
}
