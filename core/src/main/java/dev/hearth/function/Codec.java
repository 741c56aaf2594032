package dev.hearth.function;

import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;

/**
 * Reads a function's items from JSON and writes its results. Implementations are safe for use by
 * many threads.
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
}
