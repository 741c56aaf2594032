package dev.hearth;

import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads and writes items that stand alone: what one of them throws is its own failure. */
final class ItemCodec<I, O> {

  private final InferenceBuilder<I, O> settings;

  ItemCodec(InferenceBuilder<I, O> settings) {
    this.settings = settings;
  }

  /** Reads an array as items, anything else as one item. */
  List<Outcome<I>> read(JsonValue payload) {
    if (!payload.isArray()) {
      return List.of(attempt(() -> settings.codec.read(payload)));
    }
    List<JsonValue> values = payload.items();
    limit("'" + payload.path() + "'", values.size());
    return read(values);
  }

  List<Outcome<I>> read(List<JsonValue> values) {
    List<Outcome<I>> items = new ArrayList<>(values.size());
    for (JsonValue value : values) {
      items.add(attempt(() -> settings.codec.read(value)));
    }
    return items;
  }

  /** Reads a payload as one item, an array too. */
  Outcome<I> readAlone(Payload payload) {
    return attempt(
        () ->
            payload.isJson()
                ? settings.codec.read(JsonValue.parse(payload.bytes(), payload.name()))
                : settings.codec.read(payload));
  }

  List<Outcome<JsonSink>> write(List<Outcome<O>> results) {
    List<Outcome<JsonSink>> written = new ArrayList<>(results.size());
    for (Outcome<O> result : results) {
      written.add(
          result instanceof Outcome.Success<O> success
              ? attempt(() -> write(success.value()))
              : ((Outcome.Failure<O>) result).cast());
    }
    return written;
  }

  byte[] bytes(Outcome<O> result) {
    return settings.codec.bytes(result.orThrow());
  }

  JsonSink shown(Outcome<JsonSink> outcome) {
    return outcome instanceof Outcome.Success<JsonSink> success
        ? success.value()
        : Answer.error((Outcome.Failure<JsonSink>) outcome);
  }

  void limit(String what, int count) {
    if (count > settings.maxItems) {
      throw new InvalidInputException(
          what
              + ": "
              + count
              + " items (expected: at most "
              + settings.maxItems
              + "); send them in several calls");
    }
  }

  private JsonSink write(O result) {
    return new JsonSink().value(one -> settings.codec.write(result, one));
  }

  private static <T> Outcome<T> attempt(Supplier<T> work) {
    try {
      return Outcome.success(work.get());
    } catch (RuntimeException | Error e) {
      return Outcome.failure(e);
    }
  }
}
