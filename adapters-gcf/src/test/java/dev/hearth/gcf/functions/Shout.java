package dev.hearth.gcf.functions;

import dev.hearth.ConfigurationException;
import dev.hearth.Inference;
import dev.hearth.InferenceBuilder;
import dev.hearth.InvalidInputException;
import dev.hearth.LazyModel;
import dev.hearth.Model;
import dev.hearth.ModelUnavailableException;
import dev.hearth.function.Call;
import dev.hearth.function.Codec;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * Answers {@code {"text": "hello"}} with {@code {"shout": "HELLO"}}, plain text and bytes too;
 * fails as it is told to by texts that begin with {@code fail}, waits at {@code hold x} until a
 * call says {@code release x} and at {@code held x} until one waits there, and works at {@code work
 * x}.
 */
public final class Shout implements Codec<String, String> {

  private static final byte[] WORK_BYTES = new byte[1 << 20];
  private static final int WORK = 10;

  private static final Map<String, CountDownLatch> SIGNS = new ConcurrentHashMap<>();

  private Shout() {}

  /**
   * Describes the function.
   *
   * @param model the model it claims to need
   * @return a builder
   */
  public static InferenceBuilder<String, String> on(LazyModel model) {
    return Inference.builder("shout", model, new Shout(), Shout::shout);
  }

  @Override
  public String read(JsonValue json) {
    return json.field("text").text(1, 1_000);
  }

  @Override
  public void write(String result, JsonSink json) {
    json.beginObject().field("shout", result).endObject();
  }

  @Override
  public List<String> mediaTypes() {
    return List.of("text/plain", "application/octet-stream");
  }

  @Override
  public String read(Payload payload) {
    return new String(payload.bytes(), charset(payload));
  }

  @Override
  public String resultType() {
    return "application/octet-stream";
  }

  @Override
  public byte[] bytes(String result) {
    return result.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Bytes are taken one for one, so that any bytes come back. */
  private static Charset charset(Payload payload) {
    return payload.mediaType().equals("text/plain")
        ? StandardCharsets.UTF_8
        : StandardCharsets.ISO_8859_1;
  }

  private static List<String> shout(Model model, List<String> texts, Call call) {
    return texts.stream().map(text -> shout(text, call)).toList();
  }

  private static String shout(String text, Call call) {
    return switch (text) {
      case "fail input" -> throw new InvalidInputException("text: rude (expected: polite)");
      case "fail unavailable" -> throw new ModelUnavailableException("store: down; retry");
      case "fail configuration" -> throw new ConfigurationException("bucket: missing; name one");
      case "fail internal" -> throw new IllegalStateException("the password is swordfish");
      case "fail error" -> throw new NoClassDefFoundError("secret/Internals");
      case "who" -> call.requestId() + " " + call.traceId().orElse("-");
      case "when" -> Long.toString(call.deadline().budget().toMillis());
      default -> signal(text.split(" ", 2), text);
    };
  }

  private static String signal(String[] words, String text) {
    return switch (words[0]) {
      case "hold" -> {
        sign("held " + words[1]).countDown();
        yield await(sign("released " + words[1]));
      }
      case "held" -> await(sign(text));
      case "release" -> {
        sign("released " + words[1]).countDown();
        yield "DONE";
      }
      case "work" -> worked(words[1]);
      default -> text.toUpperCase(Locale.ROOT);
    };
  }

  /** Takes about as long as a small model. */
  private static String worked(String text) {
    CRC32 sum = new CRC32();
    for (int i = 0; i < WORK; i++) {
      sum.update(WORK_BYTES);
    }
    return text.toUpperCase(Locale.ROOT) + (sum.getValue() == 0 ? "!" : "");
  }

  /** Returns what a call gives and others wait for. */
  static CountDownLatch sign(String name) {
    return SIGNS.computeIfAbsent(name, key -> new CountDownLatch(1));
  }

  /** Waits for another call. */
  static String await(CountDownLatch latch) {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("waited in vain");
      }
      return "DONE";
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
