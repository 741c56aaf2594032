package dev.hearth.processor;

import dev.hearth.processor.JsonType.Choice;
import dev.hearth.processor.JsonType.ListOf;
import dev.hearth.processor.JsonType.MapOf;
import dev.hearth.processor.JsonType.OptionalOf;
import dev.hearth.processor.JsonType.RecordOf;
import dev.hearth.processor.JsonType.Scalar;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Gives each type of a codec its expressions, and the methods they call their names. */
final class JsonMethods {

  private final SourceFile file;
  private final Map<JsonType, String> readers = new LinkedHashMap<>();
  private final Map<JsonType, String> writers = new LinkedHashMap<>();
  private final Map<JsonType, String> constants = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();

  JsonMethods(SourceFile file) {
    this.file = file;
  }

  /** Returns a type as it is written where a reference is wanted. */
  String name(JsonType type) {
    if (type instanceof Scalar scalar) {
      boolean array = scalar.reference.endsWith("[]");
      return array ? scalar.reference : file.name(scalar.reference);
    } else if (type instanceof Choice choice) {
      return file.name(choice.type());
    } else if (type instanceof ListOf list) {
      return file.name(Names.LIST) + "<" + name(list.element()) + ">";
    } else if (type instanceof MapOf map) {
      String key = file.name("java.lang.String");
      return file.name(Names.MAP) + "<" + key + ", " + name(map.value()) + ">";
    } else if (type instanceof OptionalOf optional) {
      return file.name(Names.OPTIONAL) + "<" + name(optional.value()) + ">";
    }
    RecordOf record = (RecordOf) type;
    if (record.arguments().isEmpty()) {
      return file.name(record.type());
    }
    String arguments = String.join(", ", record.arguments().stream().map(this::name).toList());
    return file.name(record.type()) + "<" + arguments + ">";
  }

  /** Returns an expression that reads a type from a {@code JsonValue}. */
  String read(JsonType type, String json) {
    return type instanceof Scalar scalar && !scalar.accessor.isEmpty()
        ? json + "." + scalar.accessor
        : reader(type) + "(" + json + ")";
  }

  /** Returns an expression that reads a type from a field of {@code json}. */
  String readField(JsonType type, String field) {
    if (!(type instanceof OptionalOf optional)) {
      return read(type, "json.field(" + field + ")");
    }
    String reference =
        optional.value() instanceof Scalar scalar && !scalar.accessor.isEmpty()
            ? file.name(Names.JSON_VALUE) + "::" + scalar.accessor.replace("()", "")
            : file.simpleName() + "::" + reader(optional.value());
    return "json.optional(" + field + ").map(" + reference + ")";
  }

  /** Returns a statement that writes a value to {@code json}. */
  String write(JsonType type, String value) {
    if (type == Scalar.CHAR) {
      return "json.value(" + file.name("java.lang.String") + ".valueOf(" + value + "));";
    } else if (type instanceof Scalar) {
      return "json.value(" + value + ");";
    } else if (type instanceof Choice) {
      return "json.value(" + value + ".name());";
    }
    String method = writers.get(type);
    if (method == null) {
      method = CodecNames.free(taken, "write" + type.label(), "");
      writers.put(type, method);
    }
    return method + "(" + value + ", json);";
  }

  /** Returns the name of the constant with a record's fields. */
  String constant(RecordOf record) {
    String name = constants.get(record);
    if (name == null) {
      String words = record.label().replaceAll("([a-z0-9])([A-Z])", "$1_$2");
      name = CodecNames.free(taken, words.toUpperCase(Locale.ROOT), "_FIELDS");
      constants.put(record, name);
    }
    return name;
  }

  /** Writes the methods that expressions called, and those that these call. */
  void writeAll(BiConsumer<JsonType, String> reader, BiConsumer<JsonType, String> writer) {
    Set<String> done = new HashSet<>();
    for (boolean more = true; more; ) {
      boolean read = writeNew(readers, done, reader);
      more = writeNew(writers, done, writer) || read;
    }
  }

  private static boolean writeNew(
      Map<JsonType, String> methods, Set<String> done, BiConsumer<JsonType, String> writer) {
    boolean any = false;
    for (Map.Entry<JsonType, String> method : List.copyOf(methods.entrySet())) {
      if (done.add(method.getValue())) {
        writer.accept(method.getKey(), method.getValue());
        any = true;
      }
    }
    return any;
  }

  private String reader(JsonType type) {
    String method = readers.get(type);
    if (method == null) {
      method = CodecNames.free(taken, "read" + type.label(), "");
      readers.put(type, method);
    }
    return method;
  }

  /** Returns the records that a type is made of, outer before inner. */
  Set<RecordOf> recordsIn(JsonType type) {
    Set<RecordOf> records = new LinkedHashSet<>();
    collect(type, records);
    return records;
  }

  private static void collect(JsonType type, Set<RecordOf> records) {
    if (type instanceof ListOf list) {
      collect(list.element(), records);
    } else if (type instanceof MapOf map) {
      collect(map.value(), records);
    } else if (type instanceof OptionalOf optional) {
      collect(optional.value(), records);
    } else if (type instanceof RecordOf record && records.add(record)) {
      record.fields().forEach(field -> collect(field.type(), records));
    }
  }
}
