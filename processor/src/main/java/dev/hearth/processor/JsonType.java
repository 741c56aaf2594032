package dev.hearth.processor;

import java.util.List;
import javax.lang.model.element.TypeElement;

/** A type that JSON has a form for: a closed set, which {@link JsonTypeReader} fills. */
sealed interface JsonType {

  /** Types that a {@code JsonValue} reads and a {@code JsonSink} writes by itself. */
  enum Scalar implements JsonType {
    TEXT("java.lang.String", "Text", "text()"),
    FLAG("java.lang.Boolean", "Flag", "flag()"),
    BYTE("java.lang.Byte", "Byte", ""),
    SHORT("java.lang.Short", "Short", ""),
    INT("java.lang.Integer", "Int", ""),
    LONG("java.lang.Long", "Long", "integer()"),
    FLOAT("java.lang.Float", "Float", "single()"),
    DOUBLE("java.lang.Double", "Double", "number()"),
    CHAR("java.lang.Character", "Char", ""),
    BYTES("byte[]", "Bytes", "bytes()"),
    FLOATS("float[]", "Floats", "floats()"),
    DOUBLES("double[]", "Doubles", "doubles()");

    /** The type's name where a reference is wanted. */
    final String reference;

    /** The name in names of methods. */
    final String label;

    /** What reads it from a {@code JsonValue}, or nothing if that takes a method. */
    final String accessor;

    Scalar(String reference, String label, String accessor) {
      this.reference = reference;
      this.label = label;
      this.accessor = accessor;
    }
  }

  /** One of an enum's constants, by name. */
  record Choice(TypeElement type, List<String> constants) implements JsonType {}

  /** A {@code java.util.List}. */
  record ListOf(JsonType element) implements JsonType {}

  /** A {@code java.util.Map} from strings. */
  record MapOf(JsonType value) implements JsonType {}

  /** A {@code java.util.Optional}: null, or an absent field. */
  record OptionalOf(JsonType value) implements JsonType {}

  /** A record with its type arguments resolved. */
  record RecordOf(TypeElement type, List<JsonType> arguments, List<Field> fields)
      implements JsonType {}

  /** A component of a record. */
  record Field(String name, JsonType type) {}

  /** Returns a name for the type in names of methods: {@code TagList}. */
  default String label() {
    if (this instanceof Scalar scalar) {
      return scalar.label;
    } else if (this instanceof Choice choice) {
      return choice.type().getSimpleName().toString();
    } else if (this instanceof ListOf list) {
      return list.element().label() + "List";
    } else if (this instanceof MapOf map) {
      return map.value().label() + "Map";
    } else if (this instanceof OptionalOf optional) {
      return "Optional" + optional.value().label();
    }
    RecordOf record = (RecordOf) this;
    StringBuilder label = new StringBuilder();
    record.arguments().forEach(argument -> label.append(argument.label()));
    return label.append(record.type().getSimpleName()).toString();
  }
}
