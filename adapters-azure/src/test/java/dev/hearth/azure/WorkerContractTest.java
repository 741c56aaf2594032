package dev.hearth.azure;

import com.microsoft.azure.functions.HttpResponseMessage;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.testkit.function.AdapterContract;
import dev.hearth.testkit.function.AdapterSettings;
import dev.hearth.testkit.function.AdapterUnderTest;
import dev.hearth.testkit.function.HttpMessage;
import dev.hearth.testkit.function.HttpReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The contract in the worker's way: method calls. */
final class WorkerContractTest extends AdapterContract {

  @Override
  protected AdapterUnderTest start(InferenceService service, AdapterSettings settings) {
    return new Worker(AzureInference.of(() -> service, seconds(settings)));
  }

  /** Returns the environment that sets what the contract wants. */
  static Environment seconds(AdapterSettings settings) {
    double seconds = settings.timeout().toMillis() / 1000.0;
    return new Environment(
        Map.of(
            "HEARTH_TIMEOUT",
            String.valueOf(seconds),
            "HEARTH_RESULTS",
            "none",
            "HEARTH_INIT",
            "lazy", // Nothing is to be loaded before the contract asks for it.
            AzureCustomHandler.PORT,
            "0"));
  }

  /** The limit is the endpoint's own. */
  @Override
  protected boolean limitsBodies() {
    return false;
  }

  @Override
  protected boolean streams() {
    return false;
  }

  @Override
  protected boolean callersLeave() {
    return false;
  }

  /** It comes from the invocation's context. */
  @Override
  protected boolean readsTraceparent() {
    return false;
  }

  private static final class Worker implements AdapterUnderTest {

    private final AzureInference inference;
    private final AtomicInteger invocations = new AtomicInteger();

    Worker(AzureInference inference) {
      this.inference = inference;
    }

    @Override
    public HttpReply send(HttpMessage message) {
      FakeRequest request =
          new FakeRequest(
              message.method(),
              URI.create("http://localhost:7071/api").resolve(message.path()),
              message.headers(),
              Optional.of(body(message)));
      HttpResponseMessage response =
          inference.http(request, new FakeContext("invocation-" + invocations.incrementAndGet()));
      return new HttpReply(
          response.getStatusCode(),
          ((FakeRequest.Response) response).headers(),
          FakeRequest.bytes(response));
    }

    /** Gives JSON as text, as the host decodes it, unless it is not text. */
    private static Object body(HttpMessage message) {
      String text = new String(message.body(), StandardCharsets.UTF_8);
      boolean isText = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), message.body());
      boolean isJson =
          message.headers().values().stream().anyMatch(value -> value.contains("json"));
      return isText && isJson ? text : message.body();
    }

    @Override
    public void close() {}
  }
}
