package dev.hearth.testkit.function;

import dev.hearth.Deadline;
import dev.hearth.Inference;
import dev.hearth.InferenceService;
import dev.hearth.function.Call;
import dev.hearth.http.HttpEndpoint;
import dev.hearth.http.HttpRequest;
import dev.hearth.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends requests to a function as a platform would, without a platform: what comes back is what a
 * caller gets. Safe for use by many threads.
 *
 * <pre>{@code
 * FunctionTester function = FunctionTester.of(service);
 * assertThat(function.post("{\"text\":\"hello\"}").json().field("route").text()).isEqualTo("sales");
 * }</pre>
 */
public final class FunctionTester {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpEndpoint endpoint;
  private final Duration timeout;
  private final AtomicInteger calls = new AtomicInteger();

  private FunctionTester(HttpEndpoint endpoint, Duration timeout) {
    this.endpoint = endpoint;
    this.timeout = timeout;
  }

  /**
   * Makes a tester of a service; calls may take half a minute.
   *
   * @param service what is tested
   * @return the tester
   */
  public static FunctionTester of(InferenceService service) {
    return new FunctionTester(new HttpEndpoint(service), TIMEOUT);
  }

  /**
   * Makes a tester of one function, which answers at every path; calls may take half a minute.
   *
   * @param inference what is tested
   * @return the tester
   */
  public static FunctionTester of(Inference<?, ?> inference) {
    return of(InferenceService.of(inference));
  }

  /**
   * Changes how long a call may take.
   *
   * @param limit the time; zero for a call that comes too late
   * @return a tester of the same function
   */
  public FunctionTester timeout(Duration limit) {
    return new FunctionTester(endpoint, limit);
  }

  /**
   * Sends JSON to the function. Blocks until it has answered.
   *
   * @param json one item, or an array of items
   * @return the answer
   */
  public HttpReply post(String json) {
    return send(HttpMessage.post(json));
  }

  /**
   * Sends JSON to one of several functions. Blocks until it has answered.
   *
   * @param path its route
   * @param json one item, or an array of items
   * @return the answer
   */
  public HttpReply post(String path, String json) {
    return send(HttpMessage.post(json).to(path));
  }

  /**
   * Sends a request. Blocks until it is answered.
   *
   * @param message the request
   * @return the answer
   */
  public HttpReply send(HttpMessage message) {
    Map<String, String> headers = new TreeMap<>();
    message.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    HttpRequest request =
        new HttpRequest(
            message.method(),
            message.path(),
            name -> Optional.ofNullable(headers.get(name)),
            message.body());
    Call call =
        new Call(
            "test-" + calls.incrementAndGet(),
            Deadline.after(timeout),
            Optional.ofNullable(headers.get("traceparent")));
    HttpResponse response = endpoint.answer(request, call);
    return new HttpReply(response.status(), response.headers(), response.body());
  }
}
