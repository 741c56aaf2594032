package dev.hearth.gcf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.ConfigurationException;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.InvalidInputException;
import dev.hearth.gcf.functions.FolderObjects;
import dev.hearth.gcf.functions.MemoryModel;
import dev.hearth.gcf.functions.Shout;
import dev.hearth.gcf.functions.ShoutingAtEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventInferenceFunctionTest {

  @TempDir Path folder;

  private final MemoryModel model = new MemoryModel(() -> {});
  private ShoutingAtEvents function;

  @BeforeEach
  void describe() {
    function = function(Map.of());
  }

  @Test
  void accept_object_itsResultIsWrittenBesideIt() throws IOException {
    put("in", "a/b.json", "{\"text\":\"grüße\"}");
    function.accept(FakeEvent.finalized("in", "a/b.json"));
    assertThat(folder.resolve("in/a/b.json.result.json"))
        .content(UTF_8)
        .isEqualTo("{\"shout\":\"GRÜSSE\"}");
  }

  @Test
  void accept_objectDeliveredAgain_itsResultIsReplaced() throws IOException {
    put("in", "a.txt", "one");
    function.accept(FakeEvent.finalized("in", "a.txt"));
    put("in", "a.txt", "two");
    function.accept(FakeEvent.finalized("in", "a.txt"));
    assertThat(folder.resolve("in/a.txt.result.json")).content().isEqualTo("{\"shout\":\"TWO\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.result.json", "folder/"})
  void accept_resultOrFolder_isPassedOver(String name) throws IOException {
    function.accept(FakeEvent.finalized("in", name));
    assertThat(model.loads()).isZero();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void accept_suffixOfOnesOwn_isUsed() throws IOException {
    put("in", "a.txt", "hello");
    ShoutingAtEvents named = function(Map.of("HEARTH_RESULT_SUFFIX", ".out"));
    named.accept(FakeEvent.finalized("in", "a.txt"));
    named.accept(FakeEvent.finalized("in", "a.txt.out"));
    assertThat(folder.resolve("in/a.txt.out")).exists();
    assertThat(folder.resolve("in/a.txt.out.out")).doesNotExist();
  }

  @Test
  void accept_objectTooLong_isThrown() throws IOException {
    put("in", "a.txt", "x".repeat((1 << 20) + 1));
    ShoutingAtEvents narrow = function(Map.of("HEARTH_MAX_BODY_MIB", "1"));
    assertThatThrownBy(() -> narrow.accept(FakeEvent.finalized("in", "a.txt")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("object 'a.txt': too long (expected: less)");
  }

  @Test
  void accept_message_itsResultIsKeptUnderItsId() {
    function.accept(published("{\"text\":\"grüße\"}", "\"messageId\":\"77\""));
    assertThat(result("77")).isEqualTo("{\"shout\":\"GRÜSSE\"}");
  }

  @Test
  void accept_messageDeliveredAgain_theFirstResultStays() {
    function.accept(published("{\"text\":\"one\"}", "\"messageId\":\"77\""));
    function.accept(published("{\"text\":\"two\"}", "\"messageId\":\"77\""));
    assertThat(result("77")).isEqualTo("{\"shout\":\"ONE\"}");
  }

  @Test
  void accept_messageOfAnotherType_isReadSo() {
    String more = "\"attributes\":{\"content-type\":\"Text/Plain; charset=utf-8\"}";
    function.accept(published("hello", more));
    assertThat(result("e2")).isEqualTo("{\"shout\":\"HELLO\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', 'field ''message.data'': missing (expected: '",
    "'{\"data\":7}', 'field ''message.data'': '",
    "'{\"data\":\"%\"}', 'field ''message.data'': \"%\" (expected: bytes in base64)'",
    "'7', 'field ''message'': 7 (expected: an object'"
  })
  void accept_messageThatIsNone_saysWhatIsWrong(String message, String complaint) {
    assertThatThrownBy(() -> function.accept(FakeEvent.published(message)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(complaint);
  }

  @Test
  void accept_anotherEvent_itsDataIsTheItem() {
    function.accept(FakeEvent.other("e9", null, "{\"text\":\"hello\"}"));
    function.accept(FakeEvent.other("e10", "application/ask+json", "{\"text\":\"hello\"}"));
    function.accept(FakeEvent.other("e11", "text/plain", "hello"));
    assertThat(result("e9")).isEqualTo("{\"shout\":\"HELLO\"}");
    assertThat(result("e10")).isEqualTo("{\"shout\":\"HELLO\"}");
    assertThat(result("e11")).isEqualTo("{\"shout\":\"HELLO\"}");
  }

  @Test
  void accept_call_hasTheEventsNameAndTraceAndTheDeadline() {
    function.accept(new FakeEvent("e9", "com.example.asked", "text/plain", "who", "00-a-b-01"));
    function.accept(FakeEvent.other("e10", "text/plain", "when"));
    assertThat(result("e9")).isEqualTo("{\"shout\":\"e9 00-a-b-01\"}");
    assertThat(result("e10")).isEqualTo("{\"shout\":\"59500\"}");
  }

  @Test
  void accept_noData_saysSo() {
    assertThatThrownBy(() -> function.accept(FakeEvent.other("e9", null, null)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("event: no data (expected: data of a com.example.asked); send some");
  }

  @Test
  void accept_dataTooLong_saysSo() {
    ShoutingAtEvents narrow = function(Map.of("HEARTH_MAX_BODY_MIB", "1"));
    String data = "x".repeat((1 << 20) + 1);
    assertThatThrownBy(() -> narrow.accept(FakeEvent.other("e9", null, data)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("event: 1048577 bytes of data (expected: at most 1048576); send less at once");
  }

  @Test
  void accept_idTooLongForAName_saysSo() {
    assertThatThrownBy(
            () -> function.accept(FakeEvent.other("x".repeat(257), "text/plain", "hello")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("id of the event: 257 characters (expected: 1 to 256); shorten it");
  }

  @ParameterizedTest
  @CsvSource({
    "fail input, dev.hearth.InvalidInputException",
    "fail unavailable, dev.hearth.ModelUnavailableException",
    "fail internal, java.lang.IllegalStateException",
    "fail error, java.lang.NoClassDefFoundError"
  })
  void accept_itemFails_isThrownSoThatItIsDeliveredAgain(String text, Class<Throwable> type) {
    try (LogCapture log = new LogCapture()) {
      assertThatThrownBy(() -> function.accept(FakeEvent.other("e9", "text/plain", text)))
          .isInstanceOf(type);
    }
    assertThat(folder.resolve("results/of/e9.json")).doesNotExist();
  }

  @Test
  void accept_noStore_saysWhatToAdd() {
    ShoutingAtEvents bare = bare(Map.of());
    assertThatThrownBy(() -> bare.accept(FakeEvent.finalized("in", "a.txt")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "objects of function 'shout': nowhere to read them (expected: an ObjectStore); add"
                + " hearth-cache-s3 to the function, or call"
                + " InferenceService.builder(...).objects(...)");
  }

  @Test
  void accept_noSink_saysWhatToSet() {
    ShoutingAtEvents bare = bare(Map.of());
    assertThatThrownBy(() -> bare.accept(FakeEvent.other("e9", "text/plain", "hello")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "HEARTH_RESULTS: not set (expected: where results of messages go, such as"
                + " s3://bucket/prefix, or 'none' to drop them); set it in the environment");
    assertThat(model.loads()).isZero();
  }

  @Test
  void accept_noSinkAndNoneWanted_isAnsweredForNobody() {
    bare(Map.of("HEARTH_RESULTS", "None")).accept(FakeEvent.other("e9", "text/plain", "hello"));
    assertThat(model.loads()).isOne();
  }

  private ShoutingAtEvents function(Map<String, String> variables) {
    FolderObjects objects = new FolderObjects(folder);
    InferenceService service =
        InferenceService.builder("shout")
            .route("/", Shout.on(model).build())
            .objects(objects)
            .results(
                (id, json, deadline) ->
                    objects.writeNew(
                        "results",
                        "of/" + id + ".json",
                        dev.hearth.function.Payload.json("result", json),
                        deadline))
            .build();
    return new ShoutingAtEvents(service, lazy(variables));
  }

  private ShoutingAtEvents bare(Map<String, String> variables) {
    return new ShoutingAtEvents(InferenceService.of(Shout.on(model).build()), lazy(variables));
  }

  private static Environment lazy(Map<String, String> variables) {
    Map<String, String> all = new java.util.HashMap<>(variables);
    all.put("HEARTH_INIT", "lazy");
    return new Environment(all);
  }

  private static FakeEvent published(String data, String more) {
    String encoded = Base64.getEncoder().encodeToString(data.getBytes(UTF_8));
    return FakeEvent.published("{\"data\":\"" + encoded + "\"," + more + "}");
  }

  private void put(String bucket, String name, String content) throws IOException {
    Path file = folder.resolve(bucket).resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private String result(String id) {
    try {
      return Files.readString(folder.resolve("results/of/" + id + ".json"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
