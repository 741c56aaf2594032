package dev.hearth.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.InvalidInputException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.json.JsonValue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamEventTest {

  private static final String NUMBER = "4959033827149025660869257853888";
  private static final String SHARD = "shardId-000000000006:" + NUMBER;
  private static final String CHANGE = "c4ca4238a0b923820dcc509a6f75849";

  private final Served served = new Served();

  @Test
  void handle_kinesis_keepsTheResultsByEventId() {
    assertThat(served.call(Samples.read("kinesis"))).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(served.result(SHARD + 0)).isEqualTo("{\"shout\":\"HELLO\"}");
    assertThat(served.result(SHARD + 1)).isEqualTo("{\"shout\":\"GR\u00dcN\"}");
    assertThat(served.results.ids()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bm8=", "no base64", "eyJ0ZXh0IjoiZmFpbCBpbnRlcm5hbCJ9", ""})
  void handle_poisonedKinesisRecord_isTheCheckpoint(String data) {
    String good =
        Calls.json(Samples.read("kinesis"))
            .field("Records")
            .items()
            .get(1)
            .field("kinesis")
            .field("data")
            .text();
    assertThat(served.failed(Samples.read("kinesis", good, data))).containsExactly(NUMBER + 1);
    assertThat(served.results.ids()).isEqualTo(Set.of(SHARD + 0));
  }

  @Test
  void handle_resultNotKept_isTheCheckpointAndNothingAfterItIsKept() {
    served.results.onWrite(
        id -> {
          if (id.equals(SHARD + 0)) {
            throw new ModelUnavailableException("sink: down; retry");
          }
        });
    assertThatThrownBy(() -> served.call(Samples.read("kinesis")))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessage("records: 3 of 3 failed, '" + NUMBER + "0' by: sink: down; retry");
    assertThat(served.results.ids()).isEmpty();
  }

  @Test
  void handle_recordWithoutNumber_failsTheCall() {
    String event = Samples.read("kinesis", "\"sequenceNumber\": \"" + NUMBER + "1\"", "\"x\": 1");
    assertThatThrownBy(() -> served.call(event))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("field 'Records[1].kinesis.sequenceNumber': missing");
    assertThat(served.results.writes()).isZero();
  }

  @Test
  void handle_dynamoDb_passesOverRemovals() {
    assertThat(served.call(Samples.read("dynamodb"))).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(served.result(CHANGE + 0)).isEqualTo("{\"shout\":\"HELLO\"}");
    assertThat(served.result(CHANGE + 1)).isEqualTo("{\"shout\":\"GR\u00dcN\"}");
    assertThat(served.results.ids()).hasSize(2);
  }

  @Test
  void handle_dynamoDbWithoutNewImage_isTheCheckpoint() {
    String event = Samples.read("dynamodb").replace("\"NewImage\"", "\"Image\"");
    assertThat(served.failed(event)).containsExactly("111000000000");
    assertThat(served.results.ids()).isEmpty();
  }

  @Test
  void plain_everyType_becomesJsonThatKeepsAllDigits() {
    JsonValue image =
        Calls.json(Samples.read("dynamodb"))
            .field("Records")
            .items()
            .get(0)
            .field("dynamodb")
            .field("NewImage");
    assertThat(AttributeValues.plain(image))
        .isEqualTo(
            "{\"Id\":101,\"text\":\"hello\",\"tags\":[\"x\",\"y\"],\"sizes\":[1,2.5,-3e10],"
                + "\"raw\":\"AAEC\",\"raws\":[\"AAEC\",\"/w==\"],\"done\":false,\"gone\":null,"
                + "\"list\":[1,\"two\",[]],"
                + "\"map\":{\"a\":12345678901234567890123456789012345678,\"b\":{}}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"N\":\"1x\"}|field 'a.N': \"1x\" (expected: a number); send that instead",
        "{\"N\":\"NaN\"}|field 'a.N': \"NaN\" (expected: a number); send that instead",
        "{\"N\":7}|field 'a.N': 7 (expected: a string); send that instead",
        "{\"X\":\"1\"}|field 'a': an object of 1 fields (expected: a value of DynamoDB); send one",
        "{}|field 'a': an object of 0 fields (expected: a value of DynamoDB); send one",
        "{\"S\":\"a\",\"N\":\"1\"}|field 'a': an object of 2 fields (expected: a value of DynamoDB);"
            + " send one",
        "{\"SS\":[1]}|field 'a.SS[0]': 1 (expected: a string); send that instead"
      })
  void plain_notAValue_isRefused(String typed, String message) {
    JsonValue image = Calls.json("{\"a\":" + typed + "}");
    assertThatThrownBy(() -> AttributeValues.plain(image))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }
}
