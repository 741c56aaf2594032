package dev.hearth.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Calls a handler as the platform's runtime does, without one. */
final class Calls {

  private Calls() {}

  static String call(LambdaInferenceHandler handler, String event) {
    return call(handler, event.getBytes(UTF_8), FakeContext.AMPLE);
  }

  static String call(LambdaInferenceHandler handler, byte[] event, FakeContext context) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event), answer, context);
    } catch (IOException e) {
      throw new UncheckedIOException("streams in memory cannot fail", e);
    }
    return answer.toString(UTF_8);
  }

  static JsonValue json(String text) {
    return JsonValue.parse(text.getBytes(UTF_8), "answer");
  }
}
