package dev.hearth.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.ConfigurationException;
import dev.hearth.InvalidInputException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.function.Payload;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectEventTest {

  private static final String BUCKET = "tickets-in";
  private static final String ODD = "in/one two\u00fc+.json";
  private static final String AS_IT_IS = "in/one+two \u00fc%2B.json";

  private final Served served = new Served();

  @Test
  void handle_newObjects_writesResultsBesideThem() {
    put(ODD, "{\"text\":\"hello\"}");
    put("in/b.json", "{\"text\":\"b\"}");
    assertThat(served.call(Samples.read("s3")))
        .isEqualTo(
            "{\"results\":[\"s3://tickets-in/in/one two\u00fc+.json.result.json\","
                + "\"s3://tickets-in/in/b.json.result.json\"]}");
    assertThat(result(ODD)).isEqualTo("{\"shout\":\"HELLO\"}");
    assertThat(result("in/b.json")).isEqualTo("{\"shout\":\"B\"}");
    assertThat(served.objects.places()).hasSize(4);
  }

  @Test
  void handle_eventComesAgain_replacesTheResult() {
    put(ODD, "{\"text\":\"hello\"}");
    put("in/b.json", "{\"text\":\"b\"}");
    served.call(Samples.read("s3"));
    put("in/b.json", "{\"text\":\"c\"}");
    served.call(Samples.read("s3"));
    assertThat(result("in/b.json")).isEqualTo("{\"shout\":\"C\"}");
  }

  @Test
  void handle_objectToldOfByTheBus_isReadByItsKeyAsItIs() {
    put(AS_IT_IS, "{\"text\":\"hello\"}");
    assertThat(served.call(Samples.read("event-bridge-s3"))).contains(AS_IT_IS + ".result.json");
    assertThat(result(AS_IT_IS)).isEqualTo("{\"shout\":\"HELLO\"}");
  }

  @Test
  void handle_resultOfItsOwn_isPassedOver() {
    String event = Samples.read("event-bridge-s3", AS_IT_IS, "in/b.json.result.json");
    assertThat(served.call(event)).isEqualTo("{\"results\":[]}");
    Served other = new Served(Map.of("HEARTH_RESULT_SUFFIX", ".out"));
    other.objects.put(BUCKET, "in/b.json.result.json", Payload.json("x", "{\"text\":\"b\"}"));
    assertThat(other.call(event)).contains("in/b.json.result.json.out");
    assertThat(other.call(event.replace("in/b.json.result.json", "in/b.out")))
        .isEqualTo("{\"results\":[]}");
  }

  @Test
  void handle_badObjectAmongOthers_writesTheOthersAndFailsTheCallInItsKind() {
    put(ODD, "{\"text\":7}");
    put("in/b.json", "{\"text\":\"b\"}");
    assertThatThrownBy(() -> served.call(Samples.read("s3")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "objects: 1 of 2 failed, 's3://tickets-in/in/one two\u00fc+.json' by: field 'text': 7"
                + " (expected: a string); send that instead");
    assertThat(result("in/b.json")).isEqualTo("{\"shout\":\"B\"}");
  }

  @Test
  void handle_objectMissing_failsTheCallInItsKind() {
    put(ODD, "{\"text\":7}");
    assertThatThrownBy(() -> served.call(Samples.read("s3")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "objects: 2 of 2 failed, 's3://tickets-in/in/b.json' by: object 'tickets-in/in/b.json':"
                + " not there (expected: an object); put it there");
  }

  @Test
  void handle_resultNotWritten_failsTheCall() {
    put(AS_IT_IS, "{\"text\":\"hello\"}");
    served.objects.onAccess(
        place -> {
          if (place.endsWith(".result.json")) {
            throw new ModelUnavailableException("store: down; retry");
          }
        });
    assertThatThrownBy(() -> served.call(Samples.read("event-bridge-s3")))
        .isInstanceOf(ModelUnavailableException.class);
  }

  @Test
  void handle_keyThatIsNoUrl_failsTheCall() {
    assertThatThrownBy(() -> served.call(Samples.read("s3", "in/b.json", "in/%zz.json")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("field 'Records[1].s3.object.key': ");
    assertThat(served.objects.places()).isEmpty();
  }

  @Test
  void handle_noStore_saysWhatToAdd() {
    for (String sample : new String[] {"s3", "event-bridge-s3"}) {
      assertThatThrownBy(() -> Calls.call(Served.bare(Map.of()), Samples.read(sample)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageMatching("objects: (1 of 1|2 of 2) failed, 's3://(?s).*")
          .hasMessageEndingWith(
              "objects of function 'shout': nowhere to read them (expected: an ObjectStore); add"
                  + " hearth-cache-s3 to the function, or call"
                  + " InferenceService.builder(...).objects(...)");
    }
  }

  private void put(String key, String json) {
    served.objects.put(BUCKET, key, Payload.json("x", json));
  }

  private String result(String key) {
    return served
        .objects
        .get(BUCKET, key + ".result.json")
        .map(found -> new String(found.bytes(), java.nio.charset.StandardCharsets.UTF_8))
        .orElse("none");
  }
}
