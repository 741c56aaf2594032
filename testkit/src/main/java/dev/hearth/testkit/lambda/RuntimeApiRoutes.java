package dev.hearth.testkit.lambda;

import dev.hearth.Ticker;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Runtime API's paths, version 2018-06-01. */
final class RuntimeApiRoutes implements HttpListener.Handler {
  private static final String ROOT = "/2018-06-01/runtime/";
  private static final Pattern ANSWER =
      Pattern.compile(ROOT + "invocation/(?<id>[^/]+)/(?<kind>response|error)");

  private final InvocationDesk desk;
  private final Sightings sightings;
  private final RestoreGate gate;
  private final Ticker ticker;

  RuntimeApiRoutes(InvocationDesk desk, Sightings sightings, RestoreGate gate, Ticker ticker) {
    this.desk = desk;
    this.sightings = sightings;
    this.gate = gate;
    this.ticker = ticker;
  }

  @Override
  public void handle(HttpConnection connection, HttpRequest request) throws IOException {
    switch (request.method() + " " + request.path()) {
      case "GET " + ROOT + "invocation/next" -> next(connection);
      case "GET " + ROOT + "restore/next" -> restoreNext(connection);
      case "POST " + ROOT + "init/error" ->
          failed(connection, request, RuntimeCall.INIT_ERROR, "initialisation");
      case "POST " + ROOT + "restore/error" ->
          failed(connection, request, RuntimeCall.RESTORE_ERROR, "restore");
      default -> connection.write(answer(request));
    }
  }

  @Override
  public void gone(HttpConnection connection) {
    desk.gone(connection);
  }

  private void next(HttpConnection connection) {
    sightings.saw(RuntimeCall.NEXT, ticker.nanos());
    desk.next(connection);
  }

  private void restoreNext(HttpConnection connection) {
    sightings.saw(RuntimeCall.RESTORE_NEXT, ticker.nanos());
    gate.pass(() -> writeEmpty(connection));
  }

  private static void writeEmpty(HttpConnection connection) {
    try {
      connection.write(HttpResponse.empty());
    } catch (IOException e) {
      // The function ended while it was held; its reader notices.
    }
  }

  private void failed(
      HttpConnection connection, HttpRequest request, RuntimeCall call, String phase)
      throws IOException {
    ErrorReport report = ErrorReport.read(request);
    sightings.saw(call, ticker.nanos(), report);
    desk.goDown(Failure.init(phase, report));
    connection.write(HttpResponse.accepted());
  }

  private HttpResponse answer(HttpRequest request) {
    Matcher path = ANSWER.matcher(request.path());
    if (!request.method().equals("POST") || !path.matches()) {
      return HttpResponse.refused(404, "NotFound", "no such call: " + request.method());
    }
    return path.group("kind").equals("response")
        ? answer(path.group("id"), RuntimeCall.RESPONSE, response(request))
        : answer(path.group("id"), RuntimeCall.INVOCATION_ERROR, error(request));
  }

  private static Outcome response(HttpRequest request) {
    return new Outcome.Response(request.body(), request.header("content-type", ""));
  }

  private static Outcome error(HttpRequest request) {
    return new Outcome.FunctionError(ErrorReport.read(request));
  }

  private HttpResponse answer(String id, RuntimeCall call, Outcome outcome) {
    sightings.saw(call, ticker.nanos());
    return desk.answer(id, outcome)
        ? HttpResponse.accepted()
        : HttpResponse.refused(400, "InvalidRequestID", "Invalid request ID");
  }
}
