package dev.hearth.lambda.functions;

import dev.hearth.Environment;
import dev.hearth.Inference;
import dev.hearth.InferenceService;
import dev.hearth.InitPolicy;
import dev.hearth.Model;
import dev.hearth.function.Call;
import dev.hearth.function.Codec;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.lambda.LambdaInferenceHandler;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers with what had become of its model when its constructor ended. A load in the background
 * goes on only then, so the answer does not depend on who is faster.
 */
public final class InitWitness extends LambdaInferenceHandler {

  private static final Environment ENVIRONMENT = Environment.system();
  private static final InitPolicy POLICY =
      InitPolicy.of(
          ENVIRONMENT,
          ENVIRONMENT.text("AWS_LAMBDA_INITIALIZATION_TYPE", "").equals("snap-start")
              ? InitPolicy.EAGER
              : InitPolicy.BACKGROUND);
  private static final CountDownLatch BEGUN = new CountDownLatch(1);
  private static final CountDownLatch INIT_ENDED = new CountDownLatch(1);
  private static final MemoryModel MODEL = new MemoryModel(InitWitness::load);

  private static final AtomicBoolean LOADED_IN_INIT = new AtomicBoolean();

  /** Reads the policy from the environment. */
  public InitWitness() {
    super(
        InferenceService.of(
            Inference.builder("witness", MODEL, new Witness(), InitWitness::answer).build()),
        ENVIRONMENT);
    if (POLICY == InitPolicy.BACKGROUND) {
      await(BEGUN);
    }
    LOADED_IN_INIT.set(MODEL.isLoaded());
    INIT_ENDED.countDown();
  }

  private static void load() {
    BEGUN.countDown();
    if (POLICY == InitPolicy.BACKGROUND) {
      await(INIT_ENDED);
    }
    System.err.println("model is loaded");
  }

  private static List<String> answer(Model model, List<String> items, Call call) {
    return items;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private record Witness() implements Codec<String, String> {

    @Override
    public String read(JsonValue json) {
      return POLICY + " loadedInInit=" + LOADED_IN_INIT + " loadsBeforeTheCall=" + MODEL.loads();
    }

    @Override
    public void write(String result, JsonSink json) {
      json.value(result);
    }
  }
}
