package dev.hearth.lambda;

import dev.hearth.InvalidInputException;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Turns DynamoDB's typed values into plain JSON. Numbers keep all their digits; bytes stay in
 * base64; sets become arrays.
 */
final class AttributeValues {

  /** DynamoDB keeps at most 38 digits and exponents of three. */
  private static final int MAX_DIGITS = 200;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final StringBuilder json = new StringBuilder();

  private AttributeValues() {}

  /** Returns an image, an object of typed values, as JSON. */
  static String plain(JsonValue image) {
    AttributeValues values = new AttributeValues();
    values.map(image);
    return values.json.toString();
  }

  private void map(JsonValue map) {
    char separator = '{';
    for (String name : map.names()) {
      json.append(separator).append(quoted(name)).append(':');
      value(map.field(name));
      separator = ',';
    }
    json.append(separator == '{' ? "{}" : "}");
  }

  private void value(JsonValue typed) {
    Set<String> types = typed.names();
    String type = types.size() == 1 ? types.iterator().next() : "";
    JsonValue value = type.isEmpty() ? typed : typed.field(type);
    switch (type) {
      case "S", "B" -> text(value);
      case "N" -> number(value);
      case "NULL" -> json.append("null");
      case "BOOL" -> json.append(value.flag());
      case "M" -> map(value);
      case "L" -> list(value, this::value);
      case "SS", "BS" -> list(value, this::text);
      case "NS" -> list(value, this::number);
      default ->
          throw new InvalidInputException(
              "field '%s': %s (expected: a value of DynamoDB); send one"
                  .formatted(typed.path(), typed));
    }
  }

  private void list(JsonValue values, Consumer<JsonValue> writer) {
    json.append('[');
    boolean first = true;
    for (JsonValue value : values.items()) {
      json.append(first ? "" : ",");
      writer.accept(value);
      first = false;
    }
    json.append(']');
  }

  private void text(JsonValue value) {
    json.append(quoted(value.text()));
  }

  private void number(JsonValue value) {
    String digits = value.text(1, MAX_DIGITS);
    if (!NUMBER.matcher(digits).matches()) {
      throw new InvalidInputException(
          "field '" + value.path() + "': " + value + " (expected: a number); send that instead");
    }
    json.append(digits);
  }

  private static String quoted(String text) {
    return new JsonSink().value(text).toString();
  }
}
