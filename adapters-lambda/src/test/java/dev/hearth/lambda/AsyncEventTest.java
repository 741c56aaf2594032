package dev.hearth.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.InvalidInputException;
import dev.hearth.ModelUnavailableException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that the platform queues itself: what the call returns goes to a destination. */
class AsyncEventTest {

  private static final String NOTICE = "95df01b4-ee98-5cb9-9903-4c221d41eb5e";
  private static final String EVENT = "6a7e8feb-b491-4cf7-a9f1-bf3703467718";
  private static final String HELLO = "\"Message\": \"{\\\"text\\\":\\\"hello\\\"}\"";

  private final Served served = new Served();

  @Test
  void handle_notification_returnsAndKeepsTheResult() {
    assertThat(served.call(Samples.read("sns"))).isEqualTo("[{\"shout\":\"HELLO\"}]");
    assertThat(served.result(NOTICE)).isEqualTo("{\"shout\":\"HELLO\"}");
  }

  @Test
  void handle_notificationWithoutPlaceForResults_returnsTheResult() {
    assertThat(Calls.call(Served.bare(Map.of()), Samples.read("sns")))
        .isEqualTo("[{\"shout\":\"HELLO\"}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"Message\": \"7\"", "\"Message\": 7", "\"x\": 1"})
  void handle_poisonedNotification_failsTheCallInItsKind(String message) {
    assertThatThrownBy(() -> served.call(Samples.read("sns", HELLO, message)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("notifications: 1 of 1 failed, '" + NOTICE + "' by: field '");
    assertThat(served.results.ids()).isEmpty();
  }

  @Test
  void handle_notificationFailsUnexpectedly_failsTheCallWithItsCause() {
    String event = Samples.read("sns", "hello", "fail internal");
    assertThatThrownBy(() -> served.call(event))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("the password is swordfish");
    assertThatThrownBy(() -> served.call(Samples.read("sns", "hello", "fail error")))
        .isInstanceOf(NoClassDefFoundError.class);
    assertThatThrownBy(() -> served.call(Samples.read("sns", "hello", "fail unavailable")))
        .isInstanceOf(ModelUnavailableException.class);
  }

  @Test
  void handle_eventOfTheBus_returnsAndKeepsTheResult() {
    assertThat(served.call(Samples.read("event-bridge"))).isEqualTo("{\"shout\":\"HELLO\"}");
    assertThat(served.result(EVENT)).isEqualTo("{\"shout\":\"HELLO\"}");
    assertThat(Calls.call(Served.bare(Map.of()), Samples.read("event-bridge")))
        .isEqualTo("{\"shout\":\"HELLO\"}");
  }

  @Test
  void handle_poisonedEventOfTheBus_failsTheCall() {
    assertThatThrownBy(() -> served.call(Samples.read("event-bridge", "\"hello\"", "7")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("field 'detail.text': 7 (expected: a string); send that instead");
  }

  @Test
  void handle_resultNotKept_failsTheCall() {
    served.results.onWrite(
        id -> {
          throw new ModelUnavailableException("sink: down; retry");
        });
    assertThatThrownBy(() -> served.call(Samples.read("event-bridge")))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessage("events: 1 of 1 failed, '" + EVENT + "' by: sink: down; retry");
    assertThatThrownBy(() -> served.call(Samples.read("sns")))
        .isInstanceOf(ModelUnavailableException.class);
  }
}
