package dev.hearth.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.InvalidInputException;
import dev.hearth.lambda.functions.MemoryModel;
import dev.hearth.lambda.functions.Shout;
import dev.hearth.lambda.functions.Shouting;
import dev.hearth.lambda.functions.Texts;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlatformCallTest {

  private static final String PROPERTY = "com.amazonaws.xray.traceHeader";
  private static final Environment NAMED = new Environment(Map.of("_X_AMZN_TRACE_ID", "Root=env"));

  @Test
  void of_traceOfTheCall_comesBeforeProperty_whichComesBeforeEnvironment() {
    FakeContext plain = FakeContext.AMPLE;
    assertThat(trace(plain, Environment.empty())).isEmpty();
    assertThat(trace(plain, NAMED)).contains("Root=env");
    System.setProperty(PROPERTY, "Root=property");
    try {
      assertThat(trace(plain, NAMED)).contains("Root=property");
      assertThat(trace(plain.trace("Root=call"), NAMED)).contains("Root=call");
    } finally {
      System.clearProperty(PROPERTY);
    }
  }

  @Test
  void handle_routeInTheClientContext_isTaken() {
    MemoryModel model = new MemoryModel(() -> {});
    Shouting handler =
        new Shouting(
            InferenceService.builder("two")
                .route("/loud", Shout.on(model).build())
                .route("/echo", Texts.on(model).build())
                .build(),
            Environment.empty());
    assertThat(call(handler, "{\"text\":\"a\"}", FakeContext.AMPLE)).isEqualTo("{\"shout\":\"A\"}");
    assertThat(call(handler, "{\"text\":\"a\"}", FakeContext.AMPLE.custom(null)))
        .isEqualTo("{\"shout\":\"A\"}");
    assertThat(call(handler, "\"a\"", FakeContext.AMPLE.custom(Map.of("route", "/echo"))))
        .isEqualTo("\"a\"");
    FakeContext unknown = FakeContext.AMPLE.custom(Map.of("route", "/other"));
    assertThatThrownBy(() -> call(handler, "\"a\"", unknown))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "route: '/other' (expected: /loud, /echo); name one of them in the client context");
  }

  private static Optional<String> trace(FakeContext context, Environment environment) {
    return PlatformCall.of(context, environment).traceId();
  }

  private static String call(Shouting handler, String event, FakeContext context) {
    return Calls.call(handler, event.getBytes(UTF_8), context);
  }
}
