package dev.hearth.azure;

import dev.hearth.ConfigurationException;
import dev.hearth.DeadlineExceededException;
import dev.hearth.Inference;
import dev.hearth.InferenceBuilder;
import dev.hearth.InferenceService;
import dev.hearth.InvalidInputException;
import dev.hearth.LazyModel;
import dev.hearth.Model;
import dev.hearth.ModelUnavailableException;
import dev.hearth.function.Call;
import dev.hearth.function.Codec;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.spi.ResultSink;
import java.util.List;
import java.util.Locale;

/**
 * Answers {@code {"text": "hello"}} with {@code {"shout": "HELLO"}} and an image with its length,
 * and fails as it is told to by texts that begin with {@code fail}.
 */
final class Shout implements Codec<String, String> {

  private Shout() {}

  static Codec<String, String> codec() {
    return new Shout();
  }

  static InferenceBuilder<String, String> on(LazyModel model) {
    return Inference.builder("shout", model, new Shout(), Shout::shout);
  }

  static InferenceService service(LazyModel model) {
    return InferenceService.of(on(model).build());
  }

  static InferenceService service(LazyModel model, ResultSink results) {
    return InferenceService.builder("shout").route("/", on(model).build()).results(results).build();
  }

  /** Writes an item. */
  static String say(String text) {
    return "{\"text\":\"" + text + "\"}";
  }

  /** Writes what is answered to an item. */
  static String said(String text) {
    return "{\"shout\":\"" + text.toUpperCase(Locale.ROOT) + "\"}";
  }

  @Override
  public String read(JsonValue json) {
    return json.field("text").text(1, 1_000);
  }

  @Override
  public List<String> mediaTypes() {
    return List.of("image/*");
  }

  @Override
  public String read(Payload payload) {
    return payload.mediaType() + " of " + payload.bytes().length;
  }

  @Override
  public String resultType() {
    return "image/png";
  }

  @Override
  public byte[] bytes(String result) {
    return new byte[] {(byte) 0x89, (byte) result.length(), 0};
  }

  @Override
  public void write(String result, JsonSink json) {
    json.beginObject().field("shout", result).endObject();
  }

  private static List<String> shout(Model model, List<String> texts, Call call) {
    return texts.stream().map(text -> shout(text, call)).toList();
  }

  private static String shout(String text, Call call) {
    return switch (text) {
      case "fail input" -> throw new InvalidInputException("text: rude (expected: polite)");
      case "fail unavailable" -> throw new ModelUnavailableException("store: down; retry");
      case "fail deadline" -> throw new DeadlineExceededException("deadline passed; give time");
      case "fail configuration" -> throw new ConfigurationException("bucket: missing; name one");
      case "fail internal" -> throw new IllegalStateException("the password is swordfish");
      case "fail error" -> throw new NoClassDefFoundError("secret/Internals");
      case "trace" -> call.traceId().orElse("none");
      case "budget" -> call.deadline().budget().toString();
      default -> text.toUpperCase(Locale.ROOT);
    };
  }
}
