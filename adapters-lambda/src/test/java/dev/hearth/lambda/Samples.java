package dev.hearth.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Whole events in the shape that the platform documents, with invented values. */
final class Samples {

  static final List<String> ALL =
      List.of(
          "http-api",
          "function-url",
          "rest-api",
          "load-balancer",
          "load-balancer-multi-value",
          "sqs",
          "sqs-fifo",
          "kinesis",
          "dynamodb",
          "sns",
          "s3",
          "event-bridge",
          "event-bridge-s3");

  private Samples() {}

  static String read(String name) {
    try (InputStream sample = Samples.class.getResourceAsStream(name + ".json")) {
      if (sample == null) {
        throw new IllegalStateException(name + ".json is missing");
      }
      return new String(sample.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sample with a part replaced, which has to be there. */
  static String read(String name, String old, String now) {
    return replace(read(name), old, now);
  }

  static String replace(String json, String old, String now) {
    if (!json.contains(old)) {
      throw new IllegalArgumentException("sample has no " + old);
    }
    return json.replace(old, now);
  }
}
