package dev.hearth.lambda;

import dev.hearth.InferenceService;
import dev.hearth.InvalidInputException;
import dev.hearth.function.Call;
import dev.hearth.http.HttpEndpoint;
import dev.hearth.http.HttpRequest;
import dev.hearth.http.HttpResponse;
import dev.hearth.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Answers HTTP requests, whichever front door they came by, with HTTP responses. */
final class HttpEvents implements EventKind {

  /** Lambda takes no larger events. */
  private static final int MAX_BODY_BYTES = 6 << 20;

  private final HttpEndpoint endpoint;

  HttpEvents(InferenceService service) {
    this.endpoint = new HttpEndpoint(service, MAX_BODY_BYTES);
  }

  @Override
  public boolean matches(JsonValue event) {
    return FrontDoor.of(event).isPresent();
  }

  @Override
  public byte[] answer(JsonValue event, Call call) {
    FrontDoor door = FrontDoor.of(event).orElseThrow();
    HttpResponse response;
    try {
      response = endpoint.answer(request(door, event), call);
    } catch (RuntimeException e) {
      response = HttpEndpoint.failed(e, call);
    }
    return door.write(response, event);
  }

  private static HttpRequest request(FrontDoor door, JsonValue event) {
    String method = door.method(event);
    byte[] body = method.equals("POST") ? body(event) : new byte[0];
    return new HttpRequest(method, door.path(event), name -> FrontDoor.header(event, name), body);
  }

  private static byte[] body(JsonValue event) {
    Optional<JsonValue> body = event.optional("body");
    if (body.isEmpty()) {
      throw new InvalidInputException("body: empty (expected: JSON); send the items in the body");
    }
    String text = body.get().text();
    boolean encoded = event.optional("isBase64Encoded").map(JsonValue::flag).orElse(false);
    if (!encoded) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "body: not base64: " + e.getMessage() + " (expected: base64, as isBase64Encoded says)",
          e);
    }
  }
}
