package dev.hearth.lambda.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.Inference;
import dev.hearth.InferenceBuilder;
import dev.hearth.LazyModel;
import dev.hearth.function.BatchFunction;
import dev.hearth.function.Codec;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.List;

/** Gives texts back; takes them plain. */
public final class Texts implements Codec<String, String> {

  private Texts() {}

  /**
   * Describes the function.
   *
   * @param model the model it claims to need
   * @return a builder
   */
  public static InferenceBuilder<String, String> on(LazyModel model) {
    return builder(model, (loaded, texts, call) -> texts);
  }

  /**
   * Describes another function of texts.
   *
   * @param model the model it claims to need
   * @param function what it does
   * @return a builder
   */
  public static InferenceBuilder<String, String> builder(
      LazyModel model, BatchFunction<String, String> function) {
    return Inference.builder("texts", model, new Texts(), function);
  }

  @Override
  public String read(JsonValue json) {
    return json.text();
  }

  @Override
  public void write(String result, JsonSink json) {
    json.value(result);
  }

  @Override
  public List<String> mediaTypes() {
    return List.of("text/plain");
  }

  @Override
  public String read(Payload payload) {
    return new String(payload.bytes(), UTF_8);
  }
}
