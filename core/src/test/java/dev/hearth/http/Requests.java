package dev.hearth.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.Deadline;
import dev.hearth.Inference;
import dev.hearth.InferenceBuilder;
import dev.hearth.InferenceParts.CountedModel;
import dev.hearth.InferenceParts.NumberCodec;
import dev.hearth.InferenceParts.WeightlessModel;
import dev.hearth.InferenceService;
import dev.hearth.InvalidInputException;
import dev.hearth.Model;
import dev.hearth.ModelUnavailableException;
import dev.hearth.function.Call;
import dev.hearth.function.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests, and a function to answer them: {@code {"n": 1}} in, {@code {"text": "1"}} out. */
final class Requests {

  static final Call CALL = new Call("id-1", Deadline.none());

  final CountedModel model = new CountedModel(() -> new WeightlessModel("disk"));

  /** Takes images too, of which the length counts, and gives results as plain texts. */
  private static final class ImageCodec extends NumberCodec {

    @Override
    public List<String> mediaTypes() {
      return List.of("image/*", "text/csv");
    }

    @Override
    public Long read(Payload payload) {
      return (long) payload.bytes().length;
    }

    @Override
    public String resultType() {
      return "text/plain";
    }

    @Override
    public byte[] bytes(String result) {
      return result.getBytes(UTF_8);
    }
  }

  /** Returns a function; -1 is refused, -2 fails, -3 fails by a file, -4 finds a store away. */
  InferenceBuilder<Long, String> texts() {
    return Inference.builder("texts", model, new ImageCodec(), Requests::texts);
  }

  HttpEndpoint endpoint() {
    return new HttpEndpoint(InferenceService.of(texts().build()));
  }

  private static List<String> texts(Model model, List<Long> items, Call call) {
    return items.stream().map(Requests::text).toList();
  }

  private static String text(long n) {
    return switch ((int) n) {
      case -1 -> throw new InvalidInputException("n: -1 (expected: more); send that");
      case -2 -> throw new IllegalStateException("secret");
      case -3 -> throw new UncheckedIOException(new IOException("secret file"));
      case -4 -> throw new ModelUnavailableException("store: down; retry");
      default -> String.valueOf(n);
    };
  }

  static HttpRequest post(String body) {
    return post(body, Map.of());
  }

  /** Makes a POST; headers have names in lower case. */
  static HttpRequest post(String body, Map<String, String> headers) {
    return request("POST", "/", headers, body.getBytes(UTF_8));
  }

  static HttpRequest request(String method, String path, Map<String, String> headers, byte[] body) {
    return new HttpRequest(method, path, name -> Optional.ofNullable(headers.get(name)), body);
  }

  static String failure(String code, String message) {
    return "{\"error\":{\"code\":\""
        + code
        + "\",\"message\":\""
        + message.replace("\"", "\\\"")
        + "\",\"requestId\":\"id-1\"}}";
  }
}
