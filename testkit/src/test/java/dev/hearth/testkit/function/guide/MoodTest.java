package dev.hearth.testkit.function.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.ModelUnavailableException;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.testkit.function.FakeModels;
import dev.hearth.testkit.function.FunctionTester;
import dev.hearth.testkit.function.HttpReply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the guide to testing shows; {@link TestingGuideTest} compares the two. */
class MoodTest {

  @Test
  void post_kindText_isGood() {
    FakeModels models = new FakeModels().with("sentiment", MoodTest::score);
    FunctionTester function = FunctionTester.of(Mood.service(models));
    HttpReply reply = function.post("{\"text\":\"thank you\"}");
    assertThat(reply.json().field("mood").text()).isEqualTo("good");
  }

  /** Stands for the model: whoever says thanks is in a good mood. */
  private static Tensors score(Tensors inputs) {
    boolean thanks = inputs.get("text").strings().get(0).contains("thank");
    return Tensors.of("score", Tensor.of(new float[] {thanks ? 0.9f : 0.1f}, 1));
  }

  @Test
  void post_oneBlankText_failsAlone() {
    FakeModels models = new FakeModels().with("sentiment", MoodTest::score);
    HttpReply reply =
        FunctionTester.of(Mood.service(models)).post("[{\"text\":\"no\"},{\"text\":\" \"}]");
    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.text())
        .isEqualTo(
            "[{\"mood\":\"bad\"},{\"error\":{\"code\":\"INVALID_INPUT\","
                + "\"message\":\"text: blank (expected: words); send some\"}}]");
  }

  @Test
  void post_storeAway_saysWhenToRetry() {
    FakeModels models =
        new FakeModels().failing("sentiment", new ModelUnavailableException("store: down; retry"));
    HttpReply reply = FunctionTester.of(Mood.service(models)).post("{\"text\":\"hello\"}");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("retry-after")).contains("1");
  }

  @Test
  void post_noTimeLeft_is504() {
    FakeModels models = new FakeModels().with("sentiment", MoodTest::score);
    FunctionTester late = FunctionTester.of(Mood.service(models)).timeout(Duration.ZERO);
    assertThat(late.post("{\"text\":\"hello\"}").status()).isEqualTo(504);
  }
}
