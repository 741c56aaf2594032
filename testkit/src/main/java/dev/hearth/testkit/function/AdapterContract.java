package dev.hearth.testkit.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hearth.Problem;
import dev.hearth.telemetry.CallReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every adapter that takes requests promises, as tests. Extend it next to the adapter:
 *
 * <pre>{@code
 * final class MyAdapterContractTest extends AdapterContract {
 *   protected AdapterUnderTest start(InferenceService service, AdapterSettings settings) { ... }
 * }
 * }</pre>
 *
 * <p>What an adapter cannot do it says by overriding a switch, which is true by default; what it
 * promises beyond the contract it tests itself.
 */
public abstract class AdapterContract extends AdapterFailureContract {

  private static final int CALLERS = 8;
  private static final int CALLS = 250;
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  /** Makes the kit; JUnit calls it. */
  protected AdapterContract() {}

  @Test
  @DisplayName("many callers at once get their own answers, and the model is loaded once")
  void post_manyCallers_getTheirOwnAnswers() throws Exception {
    assumeTrue(answersManyAtOnce(), "one call at a time");
    AdapterUnderTest adapter = serve();
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Integer>> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      String caller = "caller " + i + " ";
      callers.add(
          meanwhile(
              () -> {
                KitFunction.await(start, "no start");
                return ownAnswers(adapter, caller);
              }));
    }
    start.countDown();
    for (Future<Integer> caller : callers) {
      assertThat(outcomeOf(caller)).isEqualTo(CALLS);
    }
    assertThat(model.loads()).isEqualTo(1);
  }

  private static int ownAnswers(AdapterUnderTest adapter, String caller) throws Exception {
    int own = 0;
    for (int i = 0; i < CALLS; i++) {
      own += post(adapter, say(caller + i)).text().equals(shout(caller + i)) ? 1 : 0;
    }
    return own;
  }

  @Test
  @DisplayName("a request that is sent twice is answered twice alike")
  void post_twice_isAnsweredAlike() throws Exception {
    AdapterUnderTest adapter = serve();
    String items = "[" + say("a") + "," + say("fail input") + "]";
    HttpReply first = post(adapter, items);
    HttpReply again = post(adapter, items);
    assertThat(again.status()).isEqualTo(first.status());
    assertThat(again.text()).isEqualTo(first.text());
  }

  @Test
  @DisplayName("only the first call says it is the first")
  void reports_always_tellTheFirstCall() throws Exception {
    AdapterUnderTest adapter = serve();
    post(adapter, say("a"));
    post(adapter, say("b"));
    post(adapter, say("c"));
    assertThat(reports).extracting(CallReport::first).containsExactly(true, false, false);
    assertThat(reports).extracting(CallReport::requestId).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("a failure names the call as the report does")
  void failures_always_nameTheCall() throws Exception {
    HttpReply reply = post(serve(), say("fail input"));
    assertThat(reply.json().field("error").field("requestId").text())
        .isEqualTo(reports.get(0).requestId());
  }

  @Test
  @DisplayName("a call belongs to the trace that its caller names")
  void trace_given_isReported() throws Exception {
    assumeTrue(readsTraceparent(), "the trace comes from elsewhere");
    AdapterUnderTest adapter = serve();
    String parent = "00-" + TRACE + "-00f067aa0ba902b7-01";
    adapter.send(HttpMessage.post(say("a")).with("traceparent", parent));
    assertThat(reports.get(0).traceId().orElse("none")).contains(TRACE);
  }

  @Test
  @DisplayName("results can be had line by line")
  void lines_accepted_areOneForEachItem() throws Exception {
    AdapterUnderTest adapter = serve(function.on(model).maxBatch(2), AdapterSettings.usual());
    String items =
        IntStream.range(0, 7).mapToObj(i -> say(i == 4 ? "fail input" : "n" + i)).collect(array());
    HttpReply reply = adapter.send(lines(items));
    assertThat(reply.status()).isEqualTo(OK);
    assertThat(reply.header("content-type").orElse("")).startsWith("application/x-ndjson");
    assertThat(reply.lines())
        .hasSize(7)
        .startsWith(shout("n0"), shout("n1"), shout("n2"), shout("n3"))
        .endsWith(shout("n5"), shout("n6"));
    assertThat(reply.lines().get(4)).contains("INVALID_INPUT", "text: rude");
    assertThat(reply.text()).endsWith("\n");
  }

  @Test
  @DisplayName("a request for lines that fails as a whole has its status")
  void lines_nothingAnswered_isAFailure() throws Exception {
    AdapterUnderTest adapter = serve();
    HttpReply reply = adapter.send(lines("[" + say("fail unavailable") + "]"));
    assertFailure(reply, 503, Problem.UNAVAILABLE, "store: down");
    assertFailure(adapter.send(lines("[")), 400, Problem.INVALID_INPUT, "body");
  }

  @Test
  @DisplayName("lines arrive while later ones are still being made")
  void lines_streamed_arriveOneByOne() throws Exception {
    assumeTrue(streams(), "responses are sent as a whole");
    AdapterUnderTest adapter = serve(function.on(model).maxBatch(1), AdapterSettings.usual());
    List<String> lines = new ArrayList<>();
    adapter.send(
        lines("[" + say("a") + "," + say("park") + "]"),
        line -> {
          lines.add(line);
          function.release(); // The second item waits for the first line to arrive.
        });
    assertThat(lines).containsExactly(shout("a"), shout("park"));
  }

  @Test
  @DisplayName("lines that are sent one by one are the same as those sent as a whole")
  void lines_streamed_areTheSame() throws Exception {
    assumeTrue(streams(), "responses are sent as a whole");
    AdapterUnderTest adapter = serve(function.on(model).maxBatch(2), AdapterSettings.usual());
    HttpMessage message =
        lines("[" + say("a") + "," + say("fail input") + "," + say("\uD83D\uDD25e\u0301") + "]");
    List<String> streamed = new ArrayList<>();
    adapter.send(message, streamed::add);
    assertThat(streamed).hasSize(3).isEqualTo(adapter.send(message).lines());
  }

  @Test
  @DisplayName("a caller that goes away does no harm to the others")
  void caller_leaves_othersAreAnswered() throws Exception {
    assumeTrue(callersLeave(), "callers cannot leave");
    AdapterUnderTest adapter = serve();
    adapter.sendAndLeave(HttpMessage.post(say("park")), function::awaitParked);
    function.release();
    assertShout(post(adapter, say("b")), "b");
    assertThat(model.loads()).isEqualTo(1);
  }

  private static HttpMessage lines(String items) {
    return HttpMessage.post(items).with("accept", "application/x-ndjson");
  }
}
