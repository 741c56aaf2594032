package dev.hearth.function;

import dev.hearth.InvalidInputException;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.List;

/**
 * Reads a function's items from JSON and writes its results. Implementations are safe for use by
 * many threads.
 *
 * <p>A codec may take other media types as well, of which a whole body is one item: an image, a
 * text. And it may give results as bytes to callers who ask for that.
 *
 * @param <I> an item
 * @param <O> a result
 */
public interface Codec<I, O> {

  /**
   * Reads an item.
   *
   * @param json the item as it was sent
   * @return the item
   * @throws dev.hearth.InvalidInputException if the JSON is not an item; {@link JsonValue}'s
   *     accessors throw it with the field's name
   */
  I read(JsonValue json);

  /**
   * Writes a result as one JSON value.
   *
   * @param result the result
   * @param json takes the value
   */
  void write(O result, JsonSink json);

  /**
   * Returns the media types beside JSON of which a body is one item.
   *
   * @return the types, for example {@code image/png}, or {@code image/*} for any of a kind
   */
  default List<String> mediaTypes() {
    return List.of();
  }

  /**
   * Reads an item of one of {@link #mediaTypes()}.
   *
   * @param payload the item as it was sent
   * @return the item
   * @throws InvalidInputException if the bytes are not an item
   */
  default I read(Payload payload) {
    throw new InvalidInputException(
        payload.name()
            + ": "
            + payload.mediaType()
            + " (expected: "
            + Payload.JSON
            + "); send JSON");
  }

  /**
   * Returns the media type in which results can be had as bytes.
   *
   * @return the type; {@link Payload#JSON} if there is no other
   */
  default String resultType() {
    return Payload.JSON;
  }

  /**
   * Returns a result as bytes of {@link #resultType()}.
   *
   * @param result the result
   * @return the bytes
   */
  default byte[] bytes(O result) {
    JsonSink json = new JsonSink();
    write(result, json);
    return json.toUtf8();
  }
}
