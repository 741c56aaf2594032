package dev.hearth.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.Inference;
import dev.hearth.InferenceService;
import dev.hearth.InvalidInputException;
import dev.hearth.function.Call;
import dev.hearth.function.Payload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs written services. */
class ServiceTest {

  private static final Call CALL = new Call("call-1", Deadline.none());
  private static final String QUIET = "HEARTH_TELEMETRY";

  @BeforeEach
  void forgetModels() {
    FakeModels.ASKED.clear();
  }

  private static Compiled.Loaded loaded(String text) {
    return Compilation.with(StandIns.CACHE).of(Source.shop(text)).run().assertClean().load();
  }

  private static InferenceService service(Compiled.Loaded loaded, Map<String, String> variables) {
    Object made =
        loaded.call(loaded.type("shop.FInference"), "service", new Environment(variables));
    return (InferenceService) made;
  }

  private static InferenceService service(String text) {
    return service(loaded(text), Map.of(QUIET, "off"));
  }

  private static String answer(InferenceService service, String route, String body) {
    Inference<?, ?> inference = service.at(route).orElseThrow();
    return inference.answer(Payload.json("body", body), CALL).toString();
  }

  @Test
  void batchMethod_getsModelItemsAndCall() {
    InferenceService service =
        service(
            """
            @InferenceFunction(value = "f", models = FakeModels.class)
            class F {
              @Infer(model = "minilm")
              List<String> f(Model model, List<Integer> items, Call call) {
                return items.stream().map(i -> model.ref() + " " + i + " " + call.requestId()).toList();
              }
            }
            """);

    assertThat(answer(service, "/", "[1,2]"))
        .isEqualTo("[\"minilm@latest 1 call-1\",\"minilm@latest 2 call-1\"]");
  }

  @Test
  void batchMethod_withParametersInAnotherOrder_getsThem() {
    InferenceService service =
        service(
            """
            @InferenceFunction(value = "f", models = FakeModels.class)
            class F {
              @Infer(model = "minilm")
              List<String> f(Call call, List<Integer> items, Model model) {
                return items.stream().map(i -> call.requestId() + i + model.ref()).toList();
              }
            }
            """);

    assertThat(answer(service, "/", "7")).isEqualTo("\"call-17minilm@latest\"");
  }

  @Test
  void singleItemMethod_isCalledForEachItem() {
    InferenceService service =
        service(
            """
            @InferenceFunction(value = "f", models = FakeModels.class)
            class F {
              @Infer(model = "minilm")
              double half(long item, Model model) { return item / 2.0; }
            }
            """);

    assertThat(answer(service, "/", "[1,2,3]")).isEqualTo("[0.5,1.0,1.5]");
  }

  @Test
  void singleItemMethod_withAListAsResult_answersLists() {
    InferenceService service =
        service(
            """
            @InferenceFunction(value = "f", models = FakeModels.class)
            class F {
              @Infer(model = "minilm")
              List<Integer> upTo(Model model, int item) {
                return java.util.stream.IntStream.range(0, item).boxed().toList();
              }
            }
            """);

    assertThat(answer(service, "/", "[0,2]")).isEqualTo("[[],[0,1]]");
  }

  @Test
  void severalModels_areGivenByName() {
    InferenceService service =
        service(
            """
            @InferenceFunction(value = "f", models = FakeModels.class)
            class F {
              @Infer
              List<String> f(
                  @ModelName("second") Model b, List<String> items, @ModelName("first") Model a) {
                return items.stream().map(i -> i + " " + a.ref() + " " + b.ref()).toList();
              }
            }
            """);

    assertThat(answer(service, "/", "\"x\"")).isEqualTo("\"x first@latest second@latest\"");
  }

  @Test
  void severalModels_withOneItem_areGivenByName() {
    InferenceService service =
        service(
            """
            @InferenceFunction(value = "f", models = FakeModels.class)
            class F {
              @Infer
              String f(@ModelName("a") Model a, String item, @ModelName("b") Model b, Call call) {
                return a.ref() + item + b.ref();
              }
            }
            """);

    assertThat(answer(service, "/", "[\"-\"]")).isEqualTo("[\"a@latest-b@latest\"]");
  }

  @Test
  void severalMethods_answerAtTheirRoutes() {
    InferenceService service =
        service(
            """
            @InferenceFunction(value = "f", models = FakeModels.class)
            class F {
              @Infer(model = "a", route = "/up")
              String up(Model model, String item) { return item.toUpperCase(Locale.ROOT); }

              @Infer(model = "a", route = "/v1/length")
              int length(Model model, String item) { return item.length(); }
            }
            """);

    assertThat(service.routes()).containsExactly("/up", "/v1/length");
    assertThat(answer(service, "/up", "\"abc\"")).isEqualTo("\"ABC\"");
    assertThat(answer(service, "/v1/length", "\"abc\"")).isEqualTo("3");
    assertThat(service.at("/up").orElseThrow().name()).isEqualTo("f/up");
    assertThat(FakeModels.ASKED).containsExactly("a@latest []");
  }

  @Test
  void limits_reachTheInference() {
    InferenceService service =
        service(
            """
            @InferenceFunction(value = "f", models = FakeModels.class)
            class F {
              @Infer(model = "a", batch = @Batch(max = 2, maxItems = 3))
              List<Integer> sizes(Model model, List<String> items) {
                return Collections.nCopies(items.size(), items.size());
              }
            }
            """);

    assertThat(answer(service, "/", "[\"\",\"\",\"\"]")).matches("\\[[12],[12],[12]]");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> answer(service, "/", "[1,2,3,4]"))
        .withMessageContaining("at most 3");
  }

  @Test
  void constructor_isGivenWhatItAsksFor() {
    Compiled.Loaded loaded =
        loaded(
            """
            @InferenceFunction(value = "f", models = FakeModels.class)
            class F {
              private final String said;

              F(@ModelName("a") LazyModel a, ModelSource source, Environment environment,
                  @Setting("TEXT") String text, @Setting("INT") int number,
                  @Setting("LONG") long big, @Setting("DOUBLE") double real,
                  @Setting("FLAG") boolean flag, @Setting("SPAN") java.time.Duration span,
                  @Setting("PATH") java.nio.file.Path path, @Setting("URI") java.net.URI uri) {
                said = a.ref() + " " + source.model("x").ref() + " "
                    + environment.text("TEXT", "") + " "
                    + List.of(text, number, big, real, flag, span, path, uri);
              }

              @Infer(model = "a") String f(Model model, String item) { return said; }
            }
            """);
    Map<String, String> variables =
        Map.of(
            "TEXT",
            "t",
            "INT",
            "-5",
            "LONG",
            "5000000000",
            "DOUBLE",
            "2.5",
            "FLAG",
            "on",
            "SPAN",
            "1.5",
            "PATH",
            "/a",
            "URI",
            "s3://b/c",
            "HEARTH_MODEL_A",
            "a@3",
            QUIET,
            "off");

    assertThat(answer(service(loaded, variables), "/", "\"\""))
        .isEqualTo("\"a@3 x@latest t [t, -5, 5000000000, 2.5, true, PT1.5S, /a, s3://b/c]\"");
  }

  @Test
  void settings_absent_haveTheirFallbacks() {
    InferenceService service =
        service(
            """
            @InferenceFunction(value = "f", models = FakeModels.class)
            class F {
              private final String said;

              F(@Setting(value = "TEXT", fallback = "a \\"b\\"") String text,
                  @Setting(value = "EMPTY", fallback = "") String empty,
                  @Setting(value = "INT", fallback = "-5") int number,
                  @Setting(value = "LONG", fallback = "-9223372036854775808") long big,
                  @Setting(value = "DOUBLE", fallback = "1e3") double real,
                  @Setting(value = "FLAG", fallback = "true") boolean flag,
                  @Setting(value = "SPAN", fallback = "0.5") java.time.Duration span,
                  @Setting(value = "PATH", fallback = "/a") java.nio.file.Path path,
                  @Setting(value = "URI", fallback = "s3://b/c") java.net.URI uri) {
                said = List.of(text, empty, number, big, real, flag, span, path, uri).toString();
              }

              @Infer(model = "a") String f(Model model, String item) { return said; }
            }
            """);

    assertThat(answer(service, "/", "\"\""))
        .isEqualTo(
            "\"[a \\\"b\\\", , -5, -9223372036854775808, 1000.0, true, PT0.5S, /a, s3://b/c]\"");
  }

  @Test
  void settings_required_areMissedByName() {
    Compiled.Loaded loaded =
        loaded(
            """
            @InferenceFunction(value = "f", models = FakeModels.class)
            class F {
              F(@Setting("TOP") int top, @Setting("PLACE") java.net.URI place) {}
              @Infer(model = "a") String f(Model model, String item) { return item; }
            }
            """);

    assertThatThrownBy(() -> service(loaded, Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("TOP: not set (expected: a whole number); set it in the environment");
    assertThatThrownBy(() -> service(loaded, Map.of("TOP", "1")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("PLACE: not set (expected: a URI); set it in the environment");
    assertThatThrownBy(() -> service(loaded, Map.of("TOP", "1", "PLACE", "a b")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("PLACE: 'a b' (expected: a URI); set it in the environment");
  }

  @Test
  void signature_thatTheClassExpects_isGivenToTheSource() {
    service(
        """
        @InferenceFunction(value = "f", models = FakeModels.class)
        class F {
          @Expects("b")
          static final Signature B =
              Signature.builder().input("ids", dev.hearth.ElementType.INT64, 2).build();

          F(@ModelName("a") LazyModel a) {}
          @Infer(model = "b") String f(Model model, String item) { return item; }
        }
        """);

    assertThat(FakeModels.ASKED).containsExactly("a@latest []", "b@latest [ids INT64[2]]");
  }

  @Test
  void needs_areWaitedFor() {
    InferenceService service =
        service(
            """
            @InferenceFunction(value = "f", models = FakeModels.class)
            class F implements Needs {
              private final Lazy<String> words = Lazy.of("the words", () -> "words");
              @Override public List<Lazy<?>> needs() { return List.of(words); }
              @Infer(model = "a") String f(Model model, String item) { return item; }
            }
            """);

    assertThat(service.isLoaded()).isFalse();
    service.load(Deadline.none());
    assertThat(service.isLoaded()).isTrue();
  }

  @Test
  void codec_ofTheUser_isUsed() {
    InferenceService service =
        service(
            """
            @InferenceFunction(value = "f", models = FakeModels.class)
            class F {
              static final class Dates implements Codec<Date, Thread> {
                @Override public Date read(dev.hearth.json.JsonValue json) {
                  return new Date(json.integer());
                }
                @Override public void write(Thread result, dev.hearth.json.JsonSink json) {
                  json.value(result.getName());
                }
              }
              @Infer(model = "a", codec = Dates.class)
              List<Thread> f(Model model, List<Date> items) {
                return items.stream().map(i -> new Thread("at " + i.getTime())).toList();
              }
            }
            """);

    assertThat(answer(service, "/", "5")).isEqualTo("\"at 5\"");
  }

  @Test
  void modelsWithOddNames_haveVariablesOfTheirOwn() {
    InferenceService service =
        service(
            """
            @InferenceFunction(value = "f", models = FakeModels.class)
            class F {
              F(@ModelName("class") LazyModel a, @ModelName("7b") LazyModel b,
                  @ModelName("environment") LazyModel c, @ModelName("a-b") LazyModel d,
                  @ModelName("a.b") LazyModel e, @ModelName("model") LazyModel g,
                  @Setting(value = "T", fallback = "1") int source) {}
              @Infer(model = "limit") String telemetry(Model model, String item) { return item; }
            }
            """);

    assertThat(answer(service, "/", "\"a\"")).isEqualTo("\"a\"");
    assertThat(FakeModels.ASKED)
        .extracting(asked -> asked.substring(0, asked.indexOf('@')))
        .isEqualTo(List.of("class", "7b", "environment", "a-b", "a.b", "model", "limit"));
  }
}
