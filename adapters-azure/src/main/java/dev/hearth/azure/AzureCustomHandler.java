package dev.hearth.azure;

import com.sun.net.httpserver.HttpServer;
import dev.hearth.ConfigurationException;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.InitPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves a service as an Azure Functions custom handler: a process of its own that the host talks
 * HTTP to, without the Java worker. Safe for use by many threads.
 *
 * <pre>{@code
 * public static void main(String[] arguments) {
 *   Environment environment = Environment.system();
 *   AzureCustomHandler.serve(TicketRouter.service(environment), environment);
 * }
 * }</pre>
 *
 * <p>A POST to a path of one name is another trigger than HTTP: a message of a queue, whose result
 * goes to the service's sink, or a blob. The result is the binding {@code result} and the return
 * value as well. A failure has the status of its {@link dev.hearth.Problem}, and the host tries
 * again. Every other request is an HTTP request that the host forwards, answered as {@link
 * dev.hearth.http.HttpEndpoint} does, with lines sent as soon as they are there. So HTTP routes
 * must have a prefix, as they do unless {@code host.json} takes it away.
 *
 * <p>It listens on the loopback address only.
 */
public final class AzureCustomHandler implements AutoCloseable {

  /** The environment variable that holds the port to listen on; 0 takes any: {@value}. */
  public static final String PORT = "FUNCTIONS_CUSTOMHANDLER_PORT";

  private static final String NO_DELAY = "sun.net.httpserver.nodelay";
  private static final int BACKLOG = 256;
  private static final int MAX_PORT = 65_535;

  private final HttpServer server;
  private final ExecutorService threads;
  private final CountDownLatch closed = new CountDownLatch(1);

  private AzureCustomHandler(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Begins to serve. Loads the models first if {@value InitPolicy#VARIABLE} is {@code eager},
   * meanwhile if it is {@code background} or not set, with the first call if it is {@code lazy}. A
   * load that fails is logged and tried again by the first call.
   *
   * <p>Its threads are daemons: they do not keep the process alive. Sets the system property
   * {@value #NO_DELAY} unless it is set, so that small responses are sent at once.
   *
   * @param service the service
   * @param environment the function's environment
   * @return the running handler
   * @throws ConfigurationException if a setting is wrong, or the port is taken
   */
  public static AzureCustomHandler start(InferenceService service, Environment environment) {
    environment.required(PORT, "a port, which the Functions host sets");
    int port = (int) environment.integer(PORT, 0, 0, MAX_PORT);
    Deployment deployment = Deployment.begun(() -> service, environment);
    deployment.startUp();
    if (System.getProperty(NO_DELAY) == null) {
      System.setProperty(NO_DELAY, "true");
    }
    HttpServer server = bound(port);
    ExecutorService threads = Executors.newCachedThreadPool(AzureCustomHandler::daemon);
    server.setExecutor(threads);
    server.createContext("/", new HandlerExchange(deployment)::handle);
    server.start();
    return new AzureCustomHandler(server, threads);
  }

  /**
   * Serves until the process ends or the calling thread is interrupted: for a {@code main} method.
   *
   * @param service the service
   * @param environment the function's environment
   * @throws ConfigurationException if a setting is wrong, or the port is taken
   */
  public static void serve(InferenceService service, Environment environment) {
    try (AzureCustomHandler handler = start(service, environment)) {
      handler.closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns where it listens.
   *
   * @return the port
   */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Stops at once; calls under way are cut off. Idempotent. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    closed.countDown();
  }

  private static HttpServer bound(int port) {
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      return HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
    } catch (IOException e) {
      throw new ConfigurationException(
          PORT + ": '" + port + "' (expected: a free port); " + e.getMessage(), e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "hearth-azure");
    thread.setDaemon(true);
    return thread;
  }
}
