package dev.hearth.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes a JSON text, value by value. Confined to one thread at a time.
 *
 * <p>Calls that would make the text malformed throw {@link IllegalStateException}; numbers that
 * JSON cannot hold (NaN, infinities) throw {@link IllegalArgumentException}.
 */
public final class JsonSink {

  private final StringWriter text = new StringWriter(256);
  private final JsonWriter writer = new JsonWriter(text);

  /** Makes an empty text. */
  public JsonSink() {
    writer.setStrictness(Strictness.STRICT);
    writer.setSerializeNulls(true);
  }

  /** A piece of writing. */
  @FunctionalInterface
  private interface Step {
    void write() throws IOException;
  }

  /**
   * Begins an object.
   *
   * @return this sink
   */
  public JsonSink beginObject() {
    return write(writer::beginObject);
  }

  /**
   * Ends an object.
   *
   * @return this sink
   */
  public JsonSink endObject() {
    return write(writer::endObject);
  }

  /**
   * Begins an array.
   *
   * @return this sink
   */
  public JsonSink beginArray() {
    return write(writer::beginArray);
  }

  /**
   * Ends an array.
   *
   * @return this sink
   */
  public JsonSink endArray() {
    return write(writer::endArray);
  }

  /**
   * Names the field whose value comes next.
   *
   * @param name the name
   * @return this sink
   */
  public JsonSink name(String name) {
    return write(() -> writer.name(name));
  }

  /**
   * Writes a string.
   *
   * @param value the string
   * @return this sink
   */
  public JsonSink value(String value) {
    return write(() -> writer.value(value));
  }

  /**
   * Writes a whole number.
   *
   * @param value the number
   * @return this sink
   */
  public JsonSink value(long value) {
    return write(() -> writer.value(value));
  }

  /**
   * Writes a number.
   *
   * @param value the number, finite
   * @return this sink
   */
  public JsonSink value(double value) {
    return write(() -> writer.value(value));
  }

  /**
   * Writes a truth value.
   *
   * @param value the value
   * @return this sink
   */
  public JsonSink value(boolean value) {
    return write(() -> writer.value(value));
  }

  /**
   * Writes a field with a string.
   *
   * @param name the field
   * @param value the string
   * @return this sink
   */
  public JsonSink field(String name, String value) {
    return name(name).value(value);
  }

  /**
   * Writes a field with a whole number.
   *
   * @param name the field
   * @param value the number
   * @return this sink
   */
  public JsonSink field(String name, long value) {
    return name(name).value(value);
  }

  /**
   * Writes a field with a number.
   *
   * @param name the field
   * @param value the number, finite
   * @return this sink
   */
  public JsonSink field(String name, double value) {
    return name(name).value(value);
  }

  /**
   * Writes a field with a truth value.
   *
   * @param name the field
   * @param value the value
   * @return this sink
   */
  public JsonSink field(String name, boolean value) {
    return name(name).value(value);
  }

  /**
   * Returns what was written.
   *
   * @return the text in UTF-8
   */
  public byte[] toUtf8() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns what was written. */
  @Override
  public String toString() {
    return text.toString();
  }

  private JsonSink write(Step step) {
    try {
      step.write();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail", e);
    }
  }
}
