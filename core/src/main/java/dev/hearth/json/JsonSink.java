package dev.hearth.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * Writes a JSON text, value by value. Confined to one thread at a time.
 *
 * <p>Calls that would make the text malformed throw {@link IllegalStateException}; numbers that
 * JSON cannot hold (NaN, infinities) throw {@link IllegalArgumentException}.
 */
public final class JsonSink {

  private final StringWriter text = new StringWriter(256);
  private final JsonWriter writer = new JsonWriter(text);

  /** How many arrays and objects are begun and not ended. */
  private int depth;

  /** The depth at which whole values are counted, and how many there were. */
  private int watched;

  private int whole;

  /** Whether the text is whole: it holds one value. */
  private boolean full;

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
    return begin(writer::beginObject);
  }

  /**
   * Ends an object.
   *
   * @return this sink
   */
  public JsonSink endObject() {
    return end(writer::endObject);
  }

  /**
   * Begins an array.
   *
   * @return this sink
   */
  public JsonSink beginArray() {
    return begin(writer::beginArray);
  }

  /**
   * Ends an array.
   *
   * @return this sink
   */
  public JsonSink endArray() {
    return end(writer::endArray);
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
    return scalar(() -> writer.value(value));
  }

  /**
   * Writes a whole number.
   *
   * @param value the number
   * @return this sink
   */
  public JsonSink value(long value) {
    return scalar(() -> writer.value(value));
  }

  /**
   * Writes a number.
   *
   * @param value the number, finite
   * @return this sink
   */
  public JsonSink value(double value) {
    return scalar(() -> writer.value(value));
  }

  /**
   * Writes a number of single precision, in as many digits as tell it from its neighbours.
   *
   * @param value the number, finite
   * @return this sink
   */
  public JsonSink value(float value) {
    return scalar(() -> writer.value(value));
  }

  /**
   * Writes a truth value.
   *
   * @param value the value
   * @return this sink
   */
  public JsonSink value(boolean value) {
    return scalar(() -> writer.value(value));
  }

  /**
   * Writes a value by way of other code.
   *
   * @param code writes one whole value to this sink
   * @return this sink
   * @throws IllegalStateException if the code writes none, several, or a part of one
   */
  public JsonSink value(Consumer<JsonSink> code) {
    int outerWatched = watched;
    int outerWhole = whole;
    watched = depth;
    whole = 0;
    code.accept(this);
    if (depth != watched || whole != 1) {
      throw new IllegalStateException(
          "values written: "
              + whole
              + (depth == watched ? "" : " and a part of one")
              + " (expected: one whole value); write exactly one");
    }
    watched = outerWatched;
    whole = outerWhole;
    return counted();
  }

  /**
   * Writes bytes as a string in base64.
   *
   * @param value the bytes
   * @return this sink
   */
  public JsonSink value(byte[] value) {
    return value(Base64.getEncoder().encodeToString(value));
  }

  /**
   * Writes an array of numbers.
   *
   * @param values the numbers, finite
   * @return this sink
   */
  public JsonSink value(float[] values) {
    beginArray();
    for (float each : values) {
      value(each);
    }
    return endArray();
  }

  /**
   * Writes an array of numbers.
   *
   * @param values the numbers, finite
   * @return this sink
   */
  public JsonSink value(double[] values) {
    beginArray();
    for (double each : values) {
      value(each);
    }
    return endArray();
  }

  /**
   * Writes what another sink holds.
   *
   * @param other a sink that holds one whole value; not changed
   * @return this sink
   * @throws IllegalStateException if that holds none, or a part of one
   */
  public JsonSink whole(JsonSink other) {
    if (!other.full) {
      throw new IllegalStateException(
          "other sink: no whole value (expected: one); finish it before");
    }
    return scalar(() -> writer.jsonValue(other.toString()));
  }

  /**
   * Writes the absence of a value.
   *
   * @return this sink
   */
  public JsonSink nothing() {
    return scalar(writer::nullValue);
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

  private JsonSink begin(Step step) {
    requireRoom();
    write(step);
    depth++;
    return this;
  }

  private JsonSink end(Step step) {
    write(step);
    depth--;
    return counted();
  }

  private JsonSink scalar(Step step) {
    requireRoom();
    write(step);
    return counted();
  }

  private void requireRoom() {
    if (full) {
      throw new IllegalStateException(
          "values written: 2 (expected: one whole value); write exactly one");
    }
  }

  private JsonSink counted() {
    full = depth == 0;
    if (depth == watched) {
      whole++;
    }
    return this;
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
