package dev.hearth.lambda;

import static dev.hearth.lambda.Calls.call;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.InitPolicy;
import dev.hearth.InvalidInputException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.lambda.functions.MemoryModel;
import dev.hearth.lambda.functions.Shout;
import dev.hearth.lambda.functions.Shouting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectCallTest {

  private final MemoryModel model = new MemoryModel(() -> {});
  private final Shouting handler = new Shouting(Shout.on(model).build(), InitPolicy.LAZY);

  @Test
  void handle_object_answersWithOneResult() {
    assertThat(call(handler, "{\"text\":\"hello\"}")).isEqualTo("{\"shout\":\"HELLO\"}");
  }

  @Test
  void handle_array_answersWithAnArray() {
    assertThat(call(handler, "[{\"text\":\"a\"},{\"text\":\"\\u00fc\"}]"))
        .isEqualTo("[{\"shout\":\"A\"},{\"shout\":\"\u00dc\"}]");
  }

  @Test
  void handle_emptyArray_answersWithoutTheModel() {
    assertThat(call(handler, "[]")).isEqualTo("[]");
    assertThat(model.loads()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"text\"", "null", "true"})
  void handle_neitherObjectNorArray_isRefusedByTheFunction(String event) {
    assertThatThrownBy(() -> call(handler, event))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("field 'event': " + event + " (expected: an object); send that instead");
  }

  @Test
  void handle_badItemAmongOthers_failsAlone() {
    assertThat(call(handler, "[{\"text\":\"a\"},{\"text\":\"\"}]"))
        .isEqualTo(
            "[{\"shout\":\"A\"},{\"error\":{\"code\":\"INVALID_INPUT\",\"message\":\"field"
                + " 'event[1].text': 0 characters (expected: 1..1000); send a longer text\"}}]");
  }

  @Test
  void handle_noBytes_isRefused() {
    assertThatThrownBy(() -> call(handler, ""))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("event: empty (expected: one JSON value in UTF-8); send JSON");
  }

  @Test
  void handle_notUtf8_isRefused() {
    byte[] event = "{\"text\":\"x\"}".getBytes(UTF_8);
    event[9] = (byte) 0xFF;
    assertThatThrownBy(() -> call(handler, event, FakeContext.AMPLE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("event: not UTF-8 (expected: one JSON value in UTF-8); send JSON");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\":\"2.0\",\"text\":\"hello\"}",
        "{\"version\":2.0,\"requestContext\":{\"http\":{}},\"text\":\"hello\"}",
        "{\"version\":\"1.0\",\"requestContext\":{\"http\":{}},\"text\":\"hello\"}",
        "{\"version\":\"2.0\",\"requestContext\":{},\"text\":\"hello\"}",
        "{\"version\":\"2.0\",\"requestContext\":{\"http\":null},\"text\":\"hello\"}",
        "{\"version\":\"2.0\",\"requestContext\":\"http\",\"text\":\"hello\"}",
        "{\"version\":\"2.0\",\"requestContext\":null,\"text\":\"hello\"}",
        "{\"requestContext\":{\"http\":{\"method\":\"GET\"}},\"text\":\"hello\"}"
      })
  void handle_almostAnHttpEvent_isDirect(String event) {
    assertThat(call(handler, event)).isEqualTo("{\"shout\":\"HELLO\"}");
  }

  @Test
  void handle_arrayOfHttpEvents_isDirect() {
    assertThatThrownBy(() -> call(handler, "[" + HttpSample.httpApi().json() + "]"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("field 'event[0].text': missing (expected: a value); send it");
  }

  @Test
  void handle_functionFails_throwsWhatItThrew() {
    assertThatThrownBy(() -> call(handler, "{\"text\":\"fail unavailable\"}"))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessage("store: down; retry");
    assertThatThrownBy(() -> call(handler, "{\"text\":\"fail error\"}"))
        .isInstanceOf(NoClassDefFoundError.class);
    assertThat(call(handler, "{\"text\":\"hello\"}")).isEqualTo("{\"shout\":\"HELLO\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, -7_000, Integer.MIN_VALUE})
  void handle_noTimeLeft_isDeadlineExceeded(int remaining) {
    FakeContext late = new FakeContext("id-1", remaining);
    assertThatThrownBy(() -> call(handler, "{\"text\":\"hello\"}".getBytes(UTF_8), late))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageMatching(
            "deadline passed while beginning function 'shout' \\(budget 0 ms, used \\d+ ms\\);"
                + " give the call more time or make less of it");
  }

  @ParameterizedTest
  @CsvSource({"3000, 2700", "5000, 4500", "60000, 59500", "900000, 899500"})
  void handle_remainingTime_becomesTheDeadlineLessTheWayBack(int remaining, int budget) {
    FakeContext context = new FakeContext("id-1", remaining);
    call(handler, "{\"text\":\"hello\"}".getBytes(UTF_8), context);
    assertThat(model.acquired()).extracting(Deadline::budget).containsExactly(ofMillis(budget));
  }
}
