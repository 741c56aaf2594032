package dev.hearth.testkit.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.InferenceBuilder;
import dev.hearth.InferenceService;
import dev.hearth.Problem;
import dev.hearth.json.JsonValue;
import dev.hearth.telemetry.CallReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** What the parts of {@link AdapterContract} have in common: the service, and how it is asked. */
@Timeout(120)
abstract class AdapterKit {

  static final int OK = 200;
  static final int MULTI_STATUS = 207;

  final KitFunction function = new KitFunction();
  final KitModel model = new KitModel();
  final List<CallReport> reports = new CopyOnWriteArrayList<>();

  private final CountDownLatch loading = new CountDownLatch(1);
  private final CountDownLatch loadable = new CountDownLatch(1);
  private final List<AdapterUnderTest> started = new ArrayList<>();

  AdapterKit() {}

  /**
   * Starts the adapter under test.
   *
   * @param service what it serves; nothing of it is loaded
   * @param settings how it is to be set
   * @return the adapter, closed by the kit
   * @throws Exception if it does not start
   */
  protected abstract AdapterUnderTest start(InferenceService service, AdapterSettings settings)
      throws Exception;

  /**
   * Switch: whether requests have a path.
   *
   * @return whether one adapter serves several routes
   */
  protected boolean routesByPath() {
    return true;
  }

  /**
   * Switch: whether the adapter itself limits how long bodies are.
   *
   * @return whether a body longer than {@link AdapterSettings#maxBodyBytes()} is refused
   */
  protected boolean limitsBodies() {
    return true;
  }

  /**
   * Switch: whether bodies may be other than text.
   *
   * @return whether bytes arrive as they were sent, both ways
   */
  protected boolean carriesBytes() {
    return true;
  }

  /**
   * Switch: whether several calls may be under way.
   *
   * @return whether {@code send} is answered while another one waits
   */
  protected boolean answersManyAtOnce() {
    return true;
  }

  /**
   * Switch: whether lines are sent one by one.
   *
   * @return whether {@link AdapterUnderTest#send(HttpMessage, java.util.function.Consumer)} works
   */
  protected boolean streams() {
    return true;
  }

  /**
   * Switch: whether callers can leave before the answer is there.
   *
   * @return whether {@link AdapterUnderTest#sendAndLeave} works
   */
  protected boolean callersLeave() {
    return true;
  }

  /**
   * Switch: whether the trace comes from the header {@code traceparent}.
   *
   * @return whether it does; the author tests where else it comes from
   */
  protected boolean readsTraceparent() {
    return true;
  }

  @AfterEach
  final void stop() throws Exception {
    function.release();
    loadable.countDown();
    for (AdapterUnderTest adapter : started) {
      adapter.close();
    }
  }

  /** Starts the adapter with the shouting function. */
  final AdapterUnderTest serve() throws Exception {
    return serve(AdapterSettings.usual());
  }

  final AdapterUnderTest serve(AdapterSettings settings) throws Exception {
    return serve(function.on(model), settings);
  }

  final AdapterUnderTest serve(InferenceBuilder<?, ?> inference, AdapterSettings settings)
      throws Exception {
    return serve(InferenceService.of(inference.telemetry(reports::add).build()), settings);
  }

  final AdapterUnderTest serve(InferenceService service, AdapterSettings settings)
      throws Exception {
    AdapterUnderTest adapter = start(service, settings);
    started.add(adapter);
    return adapter;
  }

  /** Makes loads wait until the test ends or lets them go on. */
  final void stopLoads() {
    model.onLoad(
        () -> {
          loading.countDown();
          KitFunction.await(loadable, "the test did not let the load go on");
        });
  }

  final void letLoadsGoOn() {
    loadable.countDown();
  }

  static HttpReply post(AdapterUnderTest adapter, String json) throws Exception {
    return adapter.send(HttpMessage.post(json));
  }

  /** Writes an item. */
  static String say(String text) {
    return "{\"text\":\"" + text + "\"}";
  }

  /** Writes what is answered to an item. */
  static String shout(String text) {
    return "{\"shout\":\"" + text.toUpperCase(Locale.ROOT) + "\"}";
  }

  static void assertAnswer(HttpReply reply, String json) {
    assertThat(reply.text()).isEqualTo(json);
    assertThat(reply.status()).isEqualTo(OK);
    assertThat(reply.header("content-type").orElse("")).startsWith("application/json");
  }

  static void assertShout(HttpReply reply, String text) {
    assertAnswer(reply, shout(text));
  }

  /** Checks the one form that failures have. */
  static void assertFailure(HttpReply reply, int status, Problem problem, String message) {
    assertThat(reply.status()).as(reply::toString).isEqualTo(status);
    assertThat(reply.header("content-type").orElse("")).startsWith("application/json");
    assertThat(reply.json().names()).containsExactly("error");
    JsonValue error = reply.json().field("error");
    assertThat(error.names()).containsExactlyInAnyOrder("code", "message", "requestId");
    assertThat(error.field("code").text()).isEqualTo(problem.name());
    assertThat(error.field("message").text()).contains(message);
    assertThat(error.field("requestId").text()).isNotBlank();
  }

  static <T> Future<T> meanwhile(Callable<T> task) {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      return thread.submit(task);
    } finally {
      thread.shutdown();
    }
  }

  static <T> T outcomeOf(Future<T> task) throws Exception {
    try {
      return task.get(KitFunction.PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("a caller failed", e.getCause());
    }
  }
}
