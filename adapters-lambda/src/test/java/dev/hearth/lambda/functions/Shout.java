package dev.hearth.lambda.functions;

import dev.hearth.ConfigurationException;
import dev.hearth.DeadlineExceededException;
import dev.hearth.Inference;
import dev.hearth.InferenceBuilder;
import dev.hearth.InvalidInputException;
import dev.hearth.LazyModel;
import dev.hearth.Model;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.function.Call;
import dev.hearth.function.Codec;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * Answers {@code {"text": "hello"}} with {@code {"shout": "HELLO"}}, and fails as it is told to by
 * texts that begin with {@code fail}.
 */
public final class Shout implements Codec<String, String> {

  private Shout() {}

  /**
   * Describes the function.
   *
   * @param model the model it claims to need
   * @return a builder
   */
  public static InferenceBuilder<String, String> on(LazyModel model) {
    return Inference.builder("shout", model, new Shout(), Shout::shout);
  }

  @Override
  public String read(JsonValue json) {
    return json.field("text").text(1, 1_000);
  }

  @Override
  public void write(String result, JsonSink json) {
    json.beginObject().field("shout", result).endObject();
  }

  private static List<String> shout(Model model, List<String> texts, Call call) {
    return texts.stream().map(Shout::shout).toList();
  }

  private static String shout(String text) {
    return switch (text) {
      case "fail input" -> throw new InvalidInputException("text: rude (expected: polite)");
      case "fail unavailable" -> throw new ModelUnavailableException("store: down; retry");
      case "fail deadline" -> throw new DeadlineExceededException("deadline passed; give time");
      case "fail configuration" -> throw new ConfigurationException("bucket: missing; name one");
      case "fail broken" -> throw new ModelBrokenException("model: corrupt; publish it again");
      case "fail internal" -> throw new IllegalStateException("the password is swordfish");
      case "fail error" -> throw new NoClassDefFoundError("secret/Internals");
      case "fail stack" -> throw new StackOverflowError();
      default -> text.toUpperCase(Locale.ROOT);
    };
  }
}
