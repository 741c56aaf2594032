package dev.hearth.gcf;

import com.google.cloud.functions.invoker.runner.Invoker;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.testkit.function.AdapterSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A function under the published invoker in this JVM, so that its service can be the test's own.
 * The invoker makes functions by their classes' names, so what they serve is handed over on the
 * side; one at a time.
 */
final class Served implements AutoCloseable {

  private static final AtomicReference<@Nullable Served> NEXT = new AtomicReference<>();
  private static final Environment LAZY =
      new Environment(Map.of("HEARTH_INIT", "lazy", "HEARTH_RESULTS", "none"));

  private final InferenceService service;
  private final CallLimits limits;
  private final int port;
  private final Invoker invoker;

  private Served(Class<?> function, InferenceService service, AdapterSettings settings)
      throws IOException {
    this.service = service;
    this.limits = new CallLimits(settings.timeout(), settings.maxBodyBytes());
    this.port = freePort();
    this.invoker = new Invoker(port, function.getName(), null, function.getClassLoader());
  }

  static Served start(Class<?> function, InferenceService service, AdapterSettings settings)
      throws Exception {
    Served served = new Served(function, service, settings);
    synchronized (Served.class) {
      NEXT.set(served);
      served.invoker.startTestServer();
    }
    return served;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws Exception {
    invoker.stopServer();
  }

  private static Served handedOver() {
    return Objects.requireNonNull(NEXT.get(), "served: nothing (expected: start(...) before)");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Answers requests with what the test handed over. */
  public static final class Http extends HttpInferenceFunction {

    /** Takes what was handed over. */
    public Http() {
      super(handedOver().service, LAZY, handedOver().limits);
    }
  }

  /** Answers events with what the test handed over. */
  public static final class Events extends EventInferenceFunction {

    /** Takes what was handed over. */
    public Events() {
      super(handedOver().service, LAZY, handedOver().limits);
    }
  }
}
