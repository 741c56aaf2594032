package dev.hearth.azure;

import static dev.hearth.azure.FakeRequest.text;
import static dev.hearth.azure.Shout.said;
import static dev.hearth.azure.Shout.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.functions.HttpResponseMessage;
import dev.hearth.ConfigurationException;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.ModelUnavailableException;
import dev.hearth.testkit.function.KitModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Classes as the processor writes them, in the hands of a worker that makes one for each call. */
class FirstCallsTest {

  private static final int THREADS = 64;
  private static final FakeContext CONTEXT = new FakeContext("invocation-1");

  /** A generated class; its static field is made by whichever first call wins. */
  static final class Crowded {

    static final AtomicInteger SERVICES = new AtomicInteger();
    static final KitModel MODEL = new KitModel();
    private static final AzureInference HEARTH =
        AzureInference.of(Crowded::make, Environment.empty());

    private static InferenceService make() {
      SERVICES.incrementAndGet();
      return Shout.service(MODEL);
    }

    HttpResponseMessage http(FakeRequest request, FakeContext context) {
      return HEARTH.http(request, context);
    }
  }

  /** A generated class whose settings are wrong. */
  static final class Misconfigured {

    static final AtomicInteger SERVICES = new AtomicInteger();
    private static final AzureInference HEARTH =
        AzureInference.of(Misconfigured::make, Environment.empty());

    private static InferenceService make() {
      SERVICES.incrementAndGet();
      throw new ConfigurationException("HEARTH_MODELS: not set (expected: a place); set it");
    }

    HttpResponseMessage http(FakeRequest request) {
      return HEARTH.http(request, CONTEXT);
    }

    void queue(String message) {
      HEARTH.queue(message, CONTEXT);
    }
  }

  @Test
  void firstCalls_manyAtOnce_makeOneServiceAndLoadOnce() throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Callable<String>> callers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      String mine = "caller " + i;
      callers.add(
          () -> {
            start.await();
            return text(
                new Crowded().http(FakeRequest.post(say(mine)), new FakeContext("id of " + mine)));
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<String>> answers = threads.invokeAll(callers);
      for (int i = 0; i < THREADS; i++) {
        assertThat(answers.get(i).get()).isEqualTo(said("caller " + i));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(Crowded.SERVICES).hasValue(1);
    assertThat(Crowded.MODEL.loads()).isEqualTo(1);
  }

  @Test
  void firstCalls_wrongSettings_areToldEachTime() {
    for (int i = 0; i < 3; i++) {
      HttpResponseMessage response = new Misconfigured().http(FakeRequest.post(say("a")));
      assertThat(response.getStatusCode()).isEqualTo(500);
      assertThat(text(response))
          .contains("CONFIGURATION", "HEARTH_MODELS: not set (expected: a place); set it");
      assertThatThrownBy(() -> new Misconfigured().queue(say("a")))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage("HEARTH_MODELS: not set (expected: a place); set it");
    }
    assertThat(Misconfigured.SERVICES).hasValue(6);
  }

  @Test
  void firstCalls_badVariables_areToldEachTimeAndMakeNoService() {
    AtomicInteger services = new AtomicInteger();
    for (String name : List.of("HEARTH_TIMEOUT", "HEARTH_INIT")) {
      AzureInference inference =
          AzureInference.of(
              () -> {
                services.incrementAndGet();
                return Shout.service(new KitModel());
              },
              new Environment(Map.of(name, "soon")));
      for (int i = 0; i < 2; i++) {
        assertThat(text(inference.http(FakeRequest.post(say("a")), CONTEXT)))
            .contains("CONFIGURATION", name + ": 'soon' (expected: ");
        assertThatThrownBy(() -> inference.events(List.of(say("a")), CONTEXT))
            .isInstanceOf(ConfigurationException.class);
      }
    }
    assertThat(services).hasValue(0);
  }

  @Test
  void firstCalls_makingFails_isForgotten() {
    AtomicInteger tries = new AtomicInteger();
    KitModel model = new KitModel();
    AzureInference inference =
        AzureInference.of(
            () -> {
              if (tries.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("left out of the package");
              }
              return Shout.service(model);
            },
            Environment.empty());
    assertThat(inference.http(FakeRequest.post(say("a")), CONTEXT).getStatusCode()).isEqualTo(500);
    assertThat(text(inference.http(FakeRequest.post(say("a")), CONTEXT))).isEqualTo(said("a"));
    assertThat(tries).hasValue(2);
  }

  @Test
  void warmup_usual_loadsTheModels() {
    KitModel model = new KitModel();
    inference(model, Map.of()).warmup(CONTEXT);
    assertThat(model.isLoaded()).isTrue();
  }

  @Test
  void warmup_lazy_makesTheServiceOnly() {
    KitModel model = new KitModel();
    inference(model, Map.of("HEARTH_INIT", "lazy")).warmup(CONTEXT);
    assertThat(model.loads()).isZero();
  }

  @Test
  void warmup_loadFails_isThrownAndTheFirstCallTriesAgain() {
    KitModel model = new KitModel();
    model.onLoad(
        () -> {
          throw new ModelUnavailableException("store: down; retry");
        });
    AzureInference inference = inference(model, Map.of());
    assertThatThrownBy(() -> inference.warmup(CONTEXT)).hasMessage("store: down; retry");
    model.onLoad(() -> {});
    assertThat(text(inference.http(FakeRequest.post(say("a")), CONTEXT))).isEqualTo(said("a"));
  }

  private static AzureInference inference(KitModel model, Map<String, String> variables) {
    return AzureInference.of(() -> Shout.service(model), new Environment(variables));
  }
}
