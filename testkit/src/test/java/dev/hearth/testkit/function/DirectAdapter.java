package dev.hearth.testkit.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.Deadline;
import dev.hearth.InferenceService;
import dev.hearth.function.Call;
import dev.hearth.http.HttpEndpoint;
import dev.hearth.http.HttpRequest;
import dev.hearth.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The least that is an adapter: the endpoint without a platform before it. */
final class DirectAdapter implements AdapterUnderTest {

  private final HttpEndpoint endpoint;
  private final AdapterSettings settings;
  private final AtomicInteger calls = new AtomicInteger();

  DirectAdapter(InferenceService service, AdapterSettings settings) {
    this.endpoint = new HttpEndpoint(service, settings.maxBodyBytes());
    this.settings = settings;
  }

  @Override
  public HttpReply send(HttpMessage message) {
    HttpResponse response = endpoint.answer(request(message), call(message));
    return new HttpReply(response.status(), response.headers(), response.body());
  }

  @Override
  public void send(HttpMessage message, Consumer<String> lines) throws IOException {
    endpoint.answer(request(message), call(message), (status, headers) -> new Lines(lines));
  }

  @Override
  public void sendAndLeave(HttpMessage message, Runnable underway) throws Exception {
    Thread caller = new Thread(() -> leave(message));
    caller.start();
    underway.run();
  }

  @Override
  public void close() {}

  private void leave(HttpMessage message) {
    try {
      endpoint.answer(
          request(message),
          call(message),
          (status, headers) -> {
            throw new IOException("nobody is there");
          });
      throw new AssertionError("the caller stayed");
    } catch (IOException expected) {
      // As a server would, it leaves the call at that.
    }
  }

  private Call call(HttpMessage message) {
    return new Call(
        "call-" + calls.incrementAndGet(),
        Deadline.after(settings.timeout()),
        request(message).headers().apply("traceparent"));
  }

  private static HttpRequest request(HttpMessage message) {
    TreeMap<String, String> headers = new TreeMap<>();
    message.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return new HttpRequest(
        message.method(),
        message.path(),
        name -> Optional.ofNullable(headers.get(name)),
        message.body());
  }

  /** Gives each line away when it is flushed. */
  private static final class Lines extends OutputStream {

    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final Consumer<String> lines;

    Lines(Consumer<String> lines) {
      this.lines = lines;
    }

    @Override
    public void write(int one) {
      pending.write(one);
    }

    @Override
    public void flush() {
      pending.toString(UTF_8).lines().forEach(lines);
      pending.reset();
    }
  }
}
