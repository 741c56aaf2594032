package dev.hearth.testkit.function.guide;

import dev.hearth.Inference;
import dev.hearth.InferenceService;
import dev.hearth.InvalidInputException;
import dev.hearth.Model;
import dev.hearth.ModelSource;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.function.Call;
import dev.hearth.function.Codec;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** The function that the guide to testing tests: {@code {"text": ...}} in, a mood out. */
final class Mood implements Codec<String, String> {

  static InferenceService service(ModelSource models) {
    return InferenceService.of(
        Inference.builder("mood", models.model("sentiment@1"), new Mood(), Mood::moods).build());
  }

  @Override
  public String read(JsonValue json) {
    return json.field("text").text(1, 1000);
  }

  @Override
  public void write(String mood, JsonSink json) {
    json.beginObject().field("mood", mood).endObject();
  }

  private static List<String> moods(Model model, List<String> texts, Call call) {
    List<String> moods = new ArrayList<>();
    for (String text : texts) {
      if (text.isBlank()) {
        throw new InvalidInputException("text: blank (expected: words); send some");
      }
      Tensors inputs = Tensors.of("text", Tensor.of(List.of(text), 1));
      try (Tensors outputs = model.run(inputs, call.deadline())) {
        moods.add(outputs.get("score").floats().get(0) > 0.5f ? "good" : "bad");
      }
    }
    return moods;
  }
}
