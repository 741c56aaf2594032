package dev.hearth.json;

import dev.hearth.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One value of a JSON text, which knows its place in it. Immutable.
 *
 * <p>Each accessor either returns what was asked for or throws an {@link InvalidInputException}
 * that names the field, what it holds and what was expected, fit to be shown to whoever sent the
 * text.
 */
public final class JsonValue {

  private static final int SHOWN_CHARACTERS = 40;
  private static final double EXACT_LONGS = 1L << 53;

  /** A map, a list, a string, a {@link JsonNumber}, a boolean, or null. */
  private final @Nullable Object value;

  private final @Nullable JsonValue parent;
  private final String name;

  private JsonValue(@Nullable Object value, @Nullable JsonValue parent, String name) {
    this.value = value;
    this.parent = parent;
    this.name = name;
  }

  /**
   * Parses a JSON text (RFC 8259), strictly: UTF-8, one value, no duplicate names, nested at most
   * {@value JsonParser#MAX_DEPTH} deep.
   *
   * @param utf8 the text
   * @param what what the text is, for messages: {@code body}
   * @return its value
   * @throws InvalidInputException if the text is anything else
   */
  public static JsonValue parse(byte[] utf8, String what) {
    return new JsonValue(JsonParser.parse(utf8, what), null, what);
  }

  /**
   * Returns a field that has to be there.
   *
   * @param field its name
   * @return its value
   */
  public JsonValue field(String field) {
    return optional(field)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "field '" + child(field) + "': missing (expected: a value); send it"));
  }

  /**
   * Returns a field that may be absent or null.
   *
   * @param field its name
   * @return its value, or empty
   */
  public Optional<JsonValue> optional(String field) {
    Object found = map().get(field);
    return found == null ? Optional.empty() : Optional.of(new JsonValue(found, this, field));
  }

  /**
   * Returns the names of an object's fields.
   *
   * @return the names, in the order of the text
   */
  public Set<String> names() {
    return map().keySet();
  }

  /**
   * Returns the elements of an array.
   *
   * @return the elements
   */
  public List<JsonValue> items() {
    if (!(value instanceof List<?> list)) {
      throw wrongType("an array");
    }
    List<JsonValue> items = new ArrayList<>(list.size());
    for (Object item : list) {
      items.add(new JsonValue(item, this, "[" + items.size() + "]"));
    }
    return items;
  }

  /**
   * Returns a string.
   *
   * @return the string
   */
  public String text() {
    if (value instanceof String text) {
      return text;
    }
    throw wrongType("a string");
  }

  /**
   * Returns a string of limited length.
   *
   * @param min the least number of characters
   * @param max the greatest number of characters
   * @return the string
   */
  public String text(int min, int max) {
    String text = text();
    if (text.length() < min || text.length() > max) {
      throw new InvalidInputException(
          "field '"
              + path()
              + "': "
              + text.length()
              + " characters (expected: "
              + min
              + ".."
              + max
              + "); send a "
              + (text.length() < min ? "longer" : "shorter")
              + " text");
    }
    return text;
  }

  /**
   * Returns a number.
   *
   * @return the nearest finite double
   */
  public double number() {
    double number = value instanceof JsonNumber literal ? literal.toDouble() : Double.NaN;
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw wrongType("a number of at most 1.8e308");
    }
    return number;
  }

  /**
   * Returns a whole number.
   *
   * @return the number; written with a fraction or exponent it has to be whole and below 2^53
   */
  public long integer() {
    if (value instanceof JsonNumber literal) {
      Optional<Long> exact = literal.toLong();
      if (exact.isPresent()) {
        return exact.get();
      }
      double number = literal.toDouble();
      if (Math.rint(number) == number && Math.abs(number) < EXACT_LONGS) {
        return (long) number;
      }
    }
    throw wrongType("a whole number of 64 bits");
  }

  /**
   * Returns a truth value.
   *
   * @return the value
   */
  public boolean flag() {
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw wrongType("true or false");
  }

  /**
   * Tells whether this is an object.
   *
   * @return whether it is
   */
  public boolean isObject() {
    return value instanceof Map;
  }

  /**
   * Tells whether this is an array.
   *
   * @return whether it is
   */
  public boolean isArray() {
    return value instanceof List;
  }

  /**
   * Tells whether this is a string.
   *
   * @return whether it is
   */
  public boolean isText() {
    return value instanceof String;
  }

  /**
   * Returns the place of this value in its text, as in messages.
   *
   * @return for example {@code tickets[2].text}
   */
  public String path() {
    return parent == null ? name : parent.child(name);
  }

  /** Returns a short form of the value, cut where it is long. */
  @Override
  public String toString() {
    if (value instanceof Map<?, ?> map) {
      return "an object of " + map.size() + " fields";
    }
    if (value instanceof List<?> list) {
      return "an array of " + list.size() + " elements";
    }
    String shown = value instanceof String text ? '"' + text + '"' : String.valueOf(value);
    return shown.length() <= SHOWN_CHARACTERS
        ? shown
        : shown.substring(0, SHOWN_CHARACTERS) + "...";
  }

  private String child(String field) {
    if (field.startsWith("[")) {
      return path() + field;
    }
    return parent == null ? field : path() + "." + field;
  }

  @SuppressWarnings("unchecked") // The parser makes maps of strings only.
  private Map<String, Object> map() {
    if (value instanceof Map) {
      return (Map<String, Object>) value;
    }
    throw wrongType("an object");
  }

  private InvalidInputException wrongType(String expected) {
    return new InvalidInputException(
        "field '" + path() + "': " + this + " (expected: " + expected + "); send that instead");
  }
}
