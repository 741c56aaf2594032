package dev.hearth.azure;

import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.Inference;
import dev.hearth.InferenceService;
import dev.hearth.InitPolicy;
import dev.hearth.InvalidInputException;
import dev.hearth.Outcome;
import dev.hearth.Problem;
import dev.hearth.event.EventEndpoint;
import dev.hearth.function.Call;
import dev.hearth.function.MediaTypes;
import dev.hearth.function.Payload;
import dev.hearth.http.HttpEndpoint;
import dev.hearth.http.HttpRequest;
import dev.hearth.http.HttpResponse;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service with its settings: what the worker's calls and the custom handler's have in common. */
final class Deployment {

  /** How long a call may take if nothing else is said: what Azure gives, less the way back. */
  static final int DEFAULT_SECONDS = 225;

  private static final Logger LOG = LoggerFactory.getLogger(AzureInference.class);
  private static final String TIMEOUT = "HEARTH_TIMEOUT";

  /** The host gives up on a handler that does not listen; what is left of a load can go on. */
  private static final Duration INIT_BUDGET = Duration.ofSeconds(9);

  private static final int ID_BYTES = 16;

  private final InferenceService service;
  private final HttpEndpoint endpoint;
  private final EventEndpoint events;
  private final Environment environment;
  private final InitPolicy policy;

  private Deployment(InferenceService service, Environment environment, InitPolicy policy) {
    this.service = service;
    this.endpoint = new HttpEndpoint(service);
    this.events = new EventEndpoint(service, environment);
    this.environment = environment;
    this.policy = policy;
  }

  /** Makes a service and begins to load its models. The settings are read first: that is cheap. */
  static Deployment begun(Supplier<InferenceService> service, Environment environment) {
    InitPolicy policy = InitPolicy.of(environment, InitPolicy.BACKGROUND);
    timeout(environment);
    Deployment made =
        new Deployment(
            Objects.requireNonNull(service.get(), "the function's service"), environment, policy);
    if (policy != InitPolicy.LAZY) {
      made.service.preload();
    }
    return made;
  }

  static Duration timeout(Environment environment) {
    return environment.seconds(TIMEOUT, Duration.ofSeconds(DEFAULT_SECONDS));
  }

  /** Makes a message's name of its text, so that it is the same at each delivery. */
  static String idOf(String message) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(message.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  HttpEndpoint endpoint() {
    return endpoint;
  }

  Deadline deadline() {
    return Deadline.after(timeout(environment));
  }

  /** Loads the models before the first call if they are wanted so; a failure is not fatal. */
  void startUp() {
    if (policy == InitPolicy.EAGER) {
      service.begin(policy, INIT_BUDGET);
    }
  }

  void warm(Deadline deadline) {
    if (policy != InitPolicy.LAZY) {
      service.load(deadline);
    }
  }

  /**
   * Answers a request.
   *
   * @param decoded whether its body was decoded as text on the way, which spoils any other bytes
   */
  HttpResponse http(HttpRequest request, boolean decoded, Call call) {
    if (decoded) {
      request.headers().apply("content-type").ifPresent(type -> requireText(type, request.path()));
    }
    return endpoint.answer(request, call);
  }

  private void requireText(String contentType, String path) {
    String type = MediaTypes.essence(contentType);
    boolean isTaken =
        service.at(path).stream().anyMatch(f -> MediaTypes.isOneOf(f.codec().mediaTypes(), type));
    if (isTaken && !type.startsWith("text/") && !type.equals(Payload.JSON)) {
      throw new InvalidInputException(
          "body: "
              + type
              + ", decoded as text by the host (expected: JSON, or bytes in a function whose body"
              + " is byte[]); send the bytes in base64, or run the function as a custom handler");
    }
  }

  /** Answers a message's text, which is one item, and keeps the result. */
  JsonSink message(String id, String text, Call call) {
    events.requireResults();
    return events.keep(id, answers(List.of(text), call).get(0), call).orThrow();
  }

  /** Answers a message that was parsed already, and keeps the result. */
  JsonSink message(String id, JsonValue parsed, Call call) {
    events.requireResults();
    JsonSink answer = service.main().answer(parsed, call).json();
    return events.keep(id, Outcome.success(answer), call).orThrow();
  }

  JsonSink blob(String name, byte[] content, Call call) {
    Inference<?, ?> inference = service.main();
    String type = MediaTypes.ofName(name);
    boolean isTaken = MediaTypes.isOneOf(inference.codec().mediaTypes(), type);
    Payload payload = new Payload("object", isTaken ? type : Payload.JSON, content);
    return inference.answer(payload, call).json();
  }

  void events(List<String> texts, Call call) {
    events.requireResults();
    List<Outcome<JsonSink>> outcomes = answers(texts, call);
    int failed = 0;
    Outcome.@Nullable Failure<JsonSink> telling = null;
    for (int i = 0; i < texts.size(); i++) {
      if (events.keep(idOf(texts.get(i)), outcomes.get(i), call)
          instanceof Outcome.Failure<JsonSink> failure) {
        failed++;
        boolean isBadInput = failure.problem() == Problem.INVALID_INPUT;
        telling = isBadInput && telling != null ? telling : failure;
        log(failure.cause(), i, texts.size(), call);
      }
    }
    // Sent again, a batch of nothing but bad events would only hold up the good ones behind it.
    if (telling != null && failed == texts.size() && telling.problem() != Problem.INVALID_INPUT) {
      telling.orThrow();
    }
  }

  private List<Outcome<JsonSink>> answers(List<String> texts, Call call) {
    return events.answer(texts.stream().map(t -> Payload.json("message", t)).toList(), call);
  }

  private static void log(Throwable failure, int position, int count, Call call) {
    Problem problem = Problem.of(failure);
    String event = "event " + (position + 1) + " of " + count + " of request " + call.requestId();
    if (problem == Problem.INTERNAL) {
      LOG.error("{} failed", event, failure);
    } else {
      LOG.error("{} failed: {}: {}", event, problem, failure.getMessage());
    }
  }
}
