package dev.hearth.json;

import dev.hearth.InvalidInputException;
import java.util.AbstractList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One value of a JSON text, which knows its place in it. Immutable.
 *
 * <p>Each accessor either returns what was asked for or throws an {@link InvalidInputException}
 * that names the field, what it holds and what was expected, fit to be shown to whoever sent the
 * text.
 */
public final class JsonValue {

  private static final int NO_INDEX = -1;

  /** A map, a list, a string, a {@link JsonNumber}, a boolean, or null. */
  private final @Nullable Object value;

  private final @Nullable JsonValue parent;
  private final String name;
  private final int index;

  private JsonValue(@Nullable Object value, @Nullable JsonValue parent, String name, int index) {
    this.value = value;
    this.parent = parent;
    this.name = name;
    this.index = index;
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
    return new JsonValue(JsonParser.parse(utf8, what), null, what, NO_INDEX);
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
    return found == null
        ? Optional.empty()
        : Optional.of(new JsonValue(found, this, field, NO_INDEX));
  }

  /**
   * Returns the names of an object's fields.
   *
   * @return the names, in the order of the text
   */
  public Set<String> names() {
    return Collections.unmodifiableSet(map().keySet());
  }

  /**
   * Returns the elements of an array.
   *
   * @return the elements, unmodifiable; each is made when it is asked for
   */
  public List<JsonValue> items() {
    if (!(value instanceof List<?> list)) {
      throw wrongType("an array");
    }
    return new Items(this, list);
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
   * @return the number; written with a fraction or exponent it has to be whole, too
   */
  public long integer() {
    if (value instanceof JsonNumber literal) {
      Optional<Long> exact = literal.toLong();
      if (exact.isPresent()) {
        return exact.get();
      }
    }
    throw wrongType("a whole number of 64 bits");
  }

  /**
   * Returns a whole number of limited size.
   *
   * @param min the least it may be
   * @param max the greatest it may be
   * @return the number
   */
  public long integer(long min, long max) {
    long number = integer();
    if (number < min || number > max) {
      throw wrongType("a whole number from " + min + " to " + max);
    }
    return number;
  }

  /**
   * Returns a number of single precision.
   *
   * @return the nearest finite float
   */
  public float single() {
    float number = (float) number();
    if (Float.isInfinite(number)) {
      throw wrongType("a number of 32 bits");
    }
    return number;
  }

  /**
   * Returns an array of numbers of single precision.
   *
   * @return the numbers, finite
   */
  public float[] floats() {
    List<JsonValue> items = items();
    float[] floats = new float[items.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = items.get(i).single();
    }
    return floats;
  }

  /**
   * Returns an array of numbers.
   *
   * @return the numbers, finite
   */
  public double[] doubles() {
    return items().stream().mapToDouble(JsonValue::number).toArray();
  }

  /**
   * Returns the bytes that a string holds in base64.
   *
   * @return the bytes
   */
  public byte[] bytes() {
    try {
      return Base64.getDecoder().decode(text());
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "field '" + path() + "': " + this + " (expected: bytes in base64); encode them", e);
    }
  }

  /**
   * Makes an object of what was read here. What its constructor refuses counts as bad input.
   *
   * @param maker makes the object; throws {@link IllegalArgumentException} to refuse
   * @param <T> the object
   * @return the object
   */
  public <T> T made(Supplier<? extends T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("field '" + path() + "': " + e.getMessage(), e);
    }
  }

  /**
   * Refuses an object with other fields than given ones.
   *
   * @param known the names that are allowed
   * @return this value
   */
  public JsonValue only(Set<String> known) {
    for (String name : map().keySet()) {
      if (!known.contains(name)) {
        throw new InvalidInputException(
            "field '"
                + child(name)
                + "': not known (expected: "
                + String.join(", ", new TreeSet<>(known))
                + "); leave it out");
      }
    }
    return this;
  }

  /**
   * Tells whether this is the absence of a value.
   *
   * @return whether it is null
   */
  public boolean isNothing() {
    return value == null;
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
   * @return for example {@code tickets[2].text}; a name that would be mistaken for more than a name
   *     stands in brackets and quotes, cut where it is long
   */
  public String path() {
    if (parent == null) {
      return name;
    }
    return index == NO_INDEX ? parent.child(name) : parent.path() + "[" + index + "]";
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
    return value instanceof String text
        ? Excerpt.quoted(text)
        : Excerpt.plain(String.valueOf(value));
  }

  private String child(String field) {
    if (!isWord(field)) {
      return path() + "[" + Excerpt.quoted(field) + "]";
    }
    return parent == null ? field : path() + "." + field;
  }

  private static boolean isWord(String field) {
    return !field.isEmpty()
        && Excerpt.isShort(field)
        && field.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
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

  /** Makes values as they are asked for, so that counting many costs nothing. */
  private static final class Items extends AbstractList<JsonValue> implements RandomAccess {

    private final JsonValue array;
    private final List<?> values;

    Items(JsonValue array, List<?> values) {
      this.array = array;
      this.values = values;
    }

    @Override
    public JsonValue get(int index) {
      return new JsonValue(values.get(index), array, "", index);
    }

    @Override
    public int size() {
      return values.size();
    }
  }
}
