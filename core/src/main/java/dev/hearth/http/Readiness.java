package dev.hearth.http;

import dev.hearth.InferenceService;
import dev.hearth.Problem;
import dev.hearth.json.JsonSink;
import java.util.Map;

/** Tells whether a service's models are loaded, without waiting for them. */
final class Readiness {

  private static final int OK = 200;

  private Readiness() {}

  static HttpResponse of(InferenceService service) {
    boolean ready = service.isLoaded();
    if (!ready) {
      service.preload();
    }
    String body = new JsonSink().beginObject().field("ready", ready).endObject().toString();
    return HttpResponse.json(ready ? OK : Problem.UNAVAILABLE.httpStatus(), body, Map.of());
  }
}
