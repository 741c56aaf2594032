package dev.hearth.http;

import dev.hearth.Answer;
import dev.hearth.Inference;
import dev.hearth.InferenceService;
import dev.hearth.function.Call;
import dev.hearth.function.MediaTypes;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Answers HTTP requests with the functions of a service. Safe for use by many threads.
 *
 * <p>A function takes a POST of JSON, one item or an array of items, or of another media type that
 * its codec knows. The answer is JSON; bytes if the caller accepts the codec's type of results; one
 * line of JSON for each item, sent as soon as it is there, if the caller accepts {@value #LINES}.
 * Items of an array stand alone: if some fail the status is 207 and an error stands in their
 * places.
 *
 * <p>{@code GET} of a path that ends in {@value #READY} tells whether the models are loaded, with
 * 200 or 503, and begins to load them: for start-up probes.
 *
 * <p>Failures have the status that {@link dev.hearth.Problem} names; beside those, 404 for an
 * unknown path, 405 for another method, 413 for a body that is too long, 415 for another media
 * type.
 */
public final class HttpEndpoint {

  /** The media type of one JSON value a line: {@value}. */
  public static final String LINES = "application/x-ndjson";

  /** The end of the path that tells whether the models are loaded: {@value}. */
  public static final String READY = "/_ready";

  /** How long a body may be if nothing else is said, in bytes: {@value}. */
  public static final int MAX_BODY_BYTES = 20 << 20;

  private static final int MAX_TENANT = 100;
  private static final int OK = 200;
  private static final int MULTI_STATUS = 207;
  private static final String POST = "POST";

  private final InferenceService service;
  private final int maxBodyBytes;

  /**
   * Makes an endpoint that takes bodies of up to {@value #MAX_BODY_BYTES} bytes.
   *
   * @param service what it answers with
   */
  public HttpEndpoint(InferenceService service) {
    this(service, MAX_BODY_BYTES);
  }

  /**
   * Makes an endpoint.
   *
   * @param service what it answers with
   * @param maxBodyBytes how long a body may be
   */
  public HttpEndpoint(InferenceService service, int maxBodyBytes) {
    this.service = service;
    this.maxBodyBytes = maxBodyBytes;
  }

  /**
   * Returns how long a body may be.
   *
   * @return the limit in bytes
   */
  public int maxBodyBytes() {
    return maxBodyBytes;
  }

  /**
   * Answers a request as a whole. Blocks like {@link Inference#infer}; throws nothing, unless
   * memory is short.
   *
   * @param request the request
   * @param call the call it is
   * @return the response
   */
  public HttpResponse answer(HttpRequest request, Call call) {
    try {
      return respond(request, call);
    } catch (Refusal e) {
      return HttpFailures.refused(e, call);
    } catch (RuntimeException | Error e) {
      return HttpFailures.failed(e, call);
    }
  }

  /**
   * Returns the response to a request whose call failed before an endpoint had it, and logs the
   * failure as an endpoint does: for adapters that make their service with the first request.
   *
   * @param failure what was thrown
   * @param call the call it was
   * @return the response
   */
  public static HttpResponse failed(Throwable failure, Call call) {
    return HttpFailures.failed(failure, call);
  }

  /**
   * Answers a request part by part where the caller wants it so, else as a whole. Blocks like
   * {@link Inference#infer}.
   *
   * @param request the request
   * @param call the call it is
   * @param sink takes the response
   * @throws IOException if the sink fails
   */
  public void answer(HttpRequest request, Call call, HttpSink sink) throws IOException {
    LineWriter lines = new LineWriter(sink);
    HttpResponse response;
    try {
      if (wantsLines(request) && !asksReady(request)) {
        Inference<?, ?> inference = inference(request);
        inference.stream(payload(request, inference), forTenant(request, call), lines);
        lines.end();
        return;
      }
      response = answer(request, call);
    } catch (LineWriter.SinkFailedException e) {
      throw e.getCause();
    } catch (Refusal e) {
      response = HttpFailures.refused(e, call);
    } catch (RuntimeException | Error e) {
      response = HttpFailures.failed(e, call);
    }
    if (lines.begun()) {
      lines.fail(response);
    } else {
      sink.begin(response.status(), response.headers()).write(response.body());
    }
  }

  /** Tenants are names that callers choose: a long one is cut, not refused. */
  private Call forTenant(HttpRequest request, Call call) {
    return service
        .tenantHeader()
        .flatMap(request::header)
        .map(name -> call.forTenant(name.substring(0, Math.min(name.length(), MAX_TENANT))))
        .orElse(call);
  }

  private HttpResponse respond(HttpRequest request, Call untold) {
    if (asksReady(request)) {
      return Readiness.of(service);
    }
    Call call = forTenant(request, untold);
    Inference<?, ?> inference = inference(request);
    Payload payload = payload(request, inference);
    if (wantsLines(request)) {
      return lines(inference, payload, call);
    }
    String type = inference.codec().resultType();
    if (wants(request, type)) {
      byte[] result = inference.answerBytes(payload, call);
      return new HttpResponse(OK, Map.of(HttpResponse.CONTENT_TYPE, type), result);
    }
    Answer answer = inference.answer(payload, call);
    int status = answer.failures() == 0 ? OK : MULTI_STATUS;
    return HttpResponse.json(status, answer.toString(), Map.of());
  }

  private static HttpResponse lines(Inference<?, ?> inference, Payload payload, Call call) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    inference.stream(
        payload,
        call,
        (JsonSink json) -> {
          bytes.writeBytes(json.toUtf8());
          bytes.write('\n');
        });
    return new HttpResponse(OK, LineWriter.HEADERS, bytes.toByteArray());
  }

  private Inference<?, ?> inference(HttpRequest request) {
    return service
        .at(request.path())
        .orElseThrow(() -> Refusal.unknownPath(request.path(), service.routes()));
  }

  private Payload payload(HttpRequest request, Inference<?, ?> inference) {
    if (!request.method().equals(POST)) {
      throw Refusal.otherMethod(request.method());
    }
    String type = mediaType(request, inference);
    request.header("content-encoding").ifPresent(HttpEndpoint::requireIdentity);
    if (request.body().length > maxBodyBytes) {
      throw Refusal.tooLong(maxBodyBytes);
    }
    return new Payload("body", type, request.body());
  }

  private static String mediaType(HttpRequest request, Inference<?, ?> inference) {
    Optional<String> header = request.header("content-type");
    if (header.isEmpty()) {
      return Payload.JSON;
    }
    String type = MediaTypes.essence(header.get());
    if (type.equals(Payload.JSON) || MediaTypes.isOneOf(inference.codec().mediaTypes(), type)) {
      return type;
    }
    throw Refusal.otherMediaType(header.get(), inference.codec().mediaTypes());
  }

  private static void requireIdentity(String encoding) {
    if (!encoding.equalsIgnoreCase("identity")) {
      throw Refusal.otherEncoding(encoding);
    }
  }

  private static boolean asksReady(HttpRequest request) {
    return request.path().endsWith(READY) && request.method().equals("GET");
  }

  private static boolean wantsLines(HttpRequest request) {
    return wants(request, LINES);
  }

  private static boolean wants(HttpRequest request, String type) {
    return !type.equals(Payload.JSON)
        && request.header("accept").filter(accept -> MediaTypes.accepts(accept, type)).isPresent();
  }
}
