package dev.hearth.lambda.functions;

import dev.hearth.Inference;
import dev.hearth.InitPolicy;
import dev.hearth.Model;
import dev.hearth.function.Call;
import dev.hearth.function.Codec;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.lambda.LambdaInferenceHandler;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/** Answers nobody until eight calls are in the function at once; then each gets its number back. */
public final class EightAtOnce extends LambdaInferenceHandler {

  private static final CyclicBarrier EIGHT = new CyclicBarrier(8);

  /** Loads with the first call. */
  public EightAtOnce() {
    super(
        Inference.builder(
                "eight", new MemoryModel(() -> {}), new Numbers(), EightAtOnce::whenAllAreHere)
            .build(),
        InitPolicy.LAZY);
  }

  private static List<Long> whenAllAreHere(Model model, List<Long> numbers, Call call) {
    try {
      EIGHT.await(60, TimeUnit.SECONDS);
      return numbers;
    } catch (Exception e) {
      throw new IllegalStateException("fewer than eight came", e);
    }
  }

  private record Numbers() implements Codec<Long, Long> {

    @Override
    public Long read(JsonValue json) {
      return json.integer();
    }

    @Override
    public void write(Long result, JsonSink json) {
      json.value(result);
    }
  }
}
