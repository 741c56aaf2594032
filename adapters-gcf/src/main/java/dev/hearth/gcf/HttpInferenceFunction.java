package dev.hearth.gcf;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.InvalidInputException;
import dev.hearth.function.Call;
import dev.hearth.http.HttpEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP function of Google Cloud Functions around an inference service; a deployed function's
 * class extends it.
 *
 * <pre>{@code
 * public final class TicketRouterHttp extends HttpInferenceFunction {
 *   public TicketRouterHttp() {
 *     super(TicketRouter.service(Environment.system()), Environment.system());
 *   }
 * }
 * }</pre>
 *
 * <p>What it takes and answers is {@link HttpEndpoint}'s: JSON, other media types, results line by
 * line while they are made, a readiness path for start-up probes, a status for each failure.
 *
 * <p>A call's deadline is {@code HEARTH_TIMEOUT} seconds away, else {@code
 * CLOUD_RUN_TIMEOUT_SECONDS}, else 60, less a tenth of it or 500 ms for the way back, whichever is
 * less. A body may be {@code HEARTH_MAX_BODY_MIB} mebibytes long, by default 20.
 *
 * <p>Safe for use by many threads: the platform makes one instance and sends it as many calls at
 * once as the service's settings there allow, so its functions need a {@link
 * dev.hearth.ConcurrencyLimit}.
 */
public abstract class HttpInferenceFunction implements HttpFunction {

  private static final Logger LOG = LoggerFactory.getLogger(HttpInferenceFunction.class);

  private final HttpEndpoint endpoint;
  private final CallLimits limits;
  private final RequestNames names = new RequestNames(InstantSource.system());

  /**
   * Makes the function and loads its models as {@link dev.hearth.InitPolicy} tells, by default
   * {@link dev.hearth.InitPolicy#EAGER}, for which it blocks at most {@code HEARTH_INIT_SECONDS}
   * seconds, by default 60. A load that fails is not fatal: it is logged and tried again by the
   * first call.
   *
   * @param service the functions
   * @param environment their settings
   * @throws dev.hearth.ConfigurationException if a setting is not what it should be; the platform
   *     then does not put the new revision into service
   */
  protected HttpInferenceFunction(InferenceService service, Environment environment) {
    this(service, environment, CallLimits.of(environment));
  }

  HttpInferenceFunction(InferenceService service, Environment environment, CallLimits limits) {
    this.limits = limits;
    endpoint = new HttpEndpoint(service, limits.maxBodyBytes());
    ModelLoading.begin(service, environment);
  }

  /**
   * Answers one request, whatever happens. Blocks until the response is written or the client is
   * gone, of which only the log's debug level tells.
   *
   * @param request the request
   * @param response takes the response
   */
  @Override
  public final void service(HttpRequest request, HttpResponse response) {
    RequestHeaders headers = new RequestHeaders(request.getHeaders());
    String id = headers.requestId().orElseGet(names::next);
    Call call = new Call(id, limits.deadline(), headers.traceId());
    try {
      answer(request, headers, response, call);
    } catch (IOException e) {
      LOG.debug("request {}: the response could not be sent: {}", id, e.toString());
    }
  }

  private void answer(HttpRequest request, RequestHeaders headers, HttpResponse response, Call call)
      throws IOException {
    byte[] body;
    try {
      body = body(request);
    } catch (RuntimeException | Error e) {
      send(HttpEndpoint.failed(e, call), response);
      return;
    }
    var asked =
        new dev.hearth.http.HttpRequest(
            request.getMethod(), request.getPath(), headers::first, body);
    if (headers.first("accept").filter(HttpInferenceFunction::namesLines).isPresent()) {
      endpoint.answer(asked, call, (status, fields) -> begin(status, fields, response));
    } else {
      send(endpoint.answer(asked, call), response);
    }
  }

  private byte[] body(HttpRequest request) {
    try {
      InputStream in = request.getInputStream();
      return in.readNBytes(limits.maxBodyBytes() + 1);
    } catch (IOException e) {
      throw new InvalidInputException(
          "body: it broke off (" + e.getMessage() + ", expected: all of it); send it again", e);
    }
  }

  private static boolean namesLines(String accept) {
    return accept.toLowerCase(Locale.ROOT).contains(HttpEndpoint.LINES);
  }

  private static void send(dev.hearth.http.HttpResponse answer, HttpResponse response)
      throws IOException {
    response.appendHeader("content-length", Integer.toString(answer.body().length));
    begin(answer.status(), answer.headers(), response).write(answer.body());
  }

  private static OutputStream begin(int status, Map<String, String> headers, HttpResponse response)
      throws IOException {
    response.setStatusCode(status);
    headers.forEach(response::appendHeader);
    return response.getOutputStream();
  }
}
