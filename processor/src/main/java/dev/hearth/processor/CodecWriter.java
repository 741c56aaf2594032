package dev.hearth.processor;

import dev.hearth.processor.JsonType.Choice;
import dev.hearth.processor.JsonType.Field;
import dev.hearth.processor.JsonType.ListOf;
import dev.hearth.processor.JsonType.MapOf;
import dev.hearth.processor.JsonType.OptionalOf;
import dev.hearth.processor.JsonType.RecordOf;
import dev.hearth.processor.JsonType.Scalar;
import java.util.List;

/** Writes a class that reads one type from JSON and writes another. */
final class CodecWriter {

  private final Writing writing;
  private final SourceFile file;
  private final JsonMethods methods;

  private CodecWriter(Writing writing, SourceFile file) {
    this.writing = writing;
    this.file = file;
    this.methods = new JsonMethods(file);
  }

  /** Writes the codec of a pair of types. */
  static SourceFile write(
      Writing writing, String simpleName, JsonType item, JsonType result, String method) {
    String suffix = simpleName.substring(writing.facts().prefix().length());
    SourceFile file =
        writing.begin(suffix, List.of(Names.CODEC, Names.JSON_SINK, Names.JSON_VALUE));
    new CodecWriter(writing, file).write(item, result, method);
    return file;
  }

  private void write(JsonType item, JsonType result, String method) {
    String in = methods.name(item);
    String out = methods.name(result);
    writing.head(file, false, "Reads the items of {@code " + method + "} and writes its results.");
    file.open(
        "final class ",
        file.simpleName(),
        " implements ",
        file.name(Names.CODEC),
        "<" + in + ", " + out + "> {");
    fieldNames(item);
    override();
    file.open("public ", in, " read(", file.name(Names.JSON_VALUE), " json) {");
    file.line("return ", methods.read(item, "json"), ";").close("}");
    override();
    file.open("public void write(", out, " result, ", file.name(Names.JSON_SINK), " json) {");
    file.line(methods.write(result, "result")).close("}");
    if (item == Scalar.TEXT) {
      textItem();
    } else if (item == Scalar.BYTES) {
      bytesItem();
    }
    if (result == Scalar.BYTES) {
      bytesResult();
    }
    methods.writeAll(this::reader, this::writer);
    file.close("}");
  }

  private void fieldNames(JsonType item) {
    if (!writing.facts().rejectsUnknown()) {
      return;
    }
    for (RecordOf record : methods.recordsIn(item)) {
      StringBuilder names = new StringBuilder();
      for (Field field : record.fields()) {
        names.append(names.isEmpty() ? "" : ", ").append(writing.quoted(field.name()));
      }
      String type = file.name("java.util.Set") + "<" + file.name("java.lang.String") + ">";
      String constant = methods.constant(record);
      file.line();
      file.assign(
          "private static final " + type + " " + constant + " =",
          file.name("java.util.Set") + ".of(" + names + ");");
    }
  }

  private void reader(JsonType type, String method) {
    String json = file.name(Names.JSON_VALUE);
    file.line();
    if (type instanceof Scalar scalar) {
      file.open("private static ", keyword(scalar), " ", method, "(", json, " json) {");
      file.line("return ", narrowed(scalar), ";").close("}");
      return;
    }
    file.open("private static ", methods.name(type), " ", method, "(", json, " json) {");
    if (type instanceof RecordOf record) {
      readRecord(record);
    } else if (type instanceof Choice choice) {
      readChoice(choice);
    } else if (type instanceof ListOf list) {
      readList(list);
    } else if (type instanceof MapOf map) {
      readMap(map);
    } else if (type instanceof OptionalOf optional) {
      String name = file.name(Names.OPTIONAL);
      String value = methods.read(optional.value(), "json");
      file.line("return json.isNothing() ? ", name, ".empty() : ", name, ".of(", value, ");");
    }
    file.close("}");
  }

  private static String keyword(Scalar scalar) {
    return switch (scalar) {
      case BYTE -> "byte";
      case SHORT -> "short";
      case CHAR -> "char";
      default -> "int";
    };
  }

  private String narrowed(Scalar scalar) {
    if (scalar == Scalar.CHAR) {
      return "json.text(1, 1).charAt(0)";
    }
    String box = file.name(scalar.reference);
    String range = box + ".MIN_VALUE, " + box + ".MAX_VALUE";
    return "(" + keyword(scalar) + ") json.integer(" + range + ")";
  }

  private void readRecord(RecordOf record) {
    if (writing.facts().rejectsUnknown()) {
      file.line("json.only(", methods.constant(record), ");");
    } else if (record.fields().isEmpty()) {
      file.line("json.names(); // Refuses what is no object.");
    }
    String made = "new " + methods.name(record) + "(";
    if (record.fields().isEmpty()) {
      file.line("return json.made(() -> ", made, "));");
      return;
    }
    file.line("return json.made(");
    file.line("    () ->");
    file.line("        ", made);
    for (int i = 0; i < record.fields().size(); i++) {
      Field field = record.fields().get(i);
      String end = i == record.fields().size() - 1 ? "));" : ",";
      String value = methods.readField(field.type(), writing.quoted(field.name()));
      file.line("            ", value, end);
    }
  }

  private void readChoice(Choice choice) {
    String type = methods.name(choice);
    String expected = String.join(", ", choice.constants());
    file.open("for (", type, " each : ", type, ".values()) {");
    file.open("if (each.name().equals(json.text())) {").line("return each;").close("}");
    file.close("}");
    file.line("throw new ", file.name(Names.INVALID_INPUT), "(");
    file.line("    \"field '\"");
    file.line("        + json.path()");
    file.line("        + \"': \"");
    file.line("        + json");
    file.line(
        "        + ", writing.quoted(" (expected: " + expected + "); send one of them"), ");");
  }

  private void readList(ListOf list) {
    String json = file.name(Names.JSON_VALUE);
    file.line(file.name(Names.LIST), "<", json, "> elements = json.items();");
    String empty = "new " + file.name("java.util.ArrayList") + "<>(elements.size());";
    file.assign(methods.name(list) + " list =", empty);
    file.open("for (", json, " element : elements) {");
    file.line("list.add(", methods.read(list.element(), "element"), ");").close("}");
    file.line("return ", file.name("java.util.Collections"), ".unmodifiableList(list);");
  }

  private void readMap(MapOf map) {
    String linked = file.name("java.util.LinkedHashMap");
    file.line(methods.name(map), " map = new ", linked, "<>();");
    file.open("for (", file.name("java.lang.String"), " name : json.names()) {");
    file.line("map.put(name, ", methods.readField(map.value(), "name"), ");").close("}");
    file.line("return ", file.name("java.util.Collections"), ".unmodifiableMap(map);");
  }

  private void writer(JsonType type, String method) {
    file.line();
    file.open(
        "private static void ",
        method,
        "(",
        methods.name(type) + " value, ",
        file.name(Names.JSON_SINK),
        " json) {");
    if (type instanceof RecordOf record) {
      file.line("json.beginObject();");
      record.fields().forEach(this::writeField);
      file.line("json.endObject();");
    } else if (type instanceof ListOf list) {
      file.line("json.beginArray();");
      file.open("for (", methods.name(list.element()), " element : value) {");
      file.line(methods.write(list.element(), "element")).close("}");
      file.line("json.endArray();");
    } else if (type instanceof MapOf map) {
      writeMap(map);
    } else if (type instanceof OptionalOf optional) {
      file.open("if (value.isPresent()) {");
      file.line(methods.write(optional.value(), "value.get()"));
      file.close("} else {").indent().line("json.nothing();").close("}");
    }
    file.close("}");
  }

  private void writeField(Field field) {
    String value = "value." + field.name() + "()";
    String name = writing.quoted(field.name());
    if (field.type() instanceof OptionalOf optional) {
      file.open("if (", value, ".isPresent()) {");
      named(name, optional.value(), value + ".get()");
      file.close("}");
    } else {
      named(name, field.type(), value);
    }
  }

  private void named(String name, JsonType type, String value) {
    String written = methods.write(type, value);
    if (written.startsWith("json.")) {
      file.line("json.name(", name, ")", written.substring("json".length()));
    } else {
      file.line("json.name(", name, ");").line(written);
    }
  }

  private void writeMap(MapOf map) {
    String entry =
        file.name(Names.MAP)
            + ".Entry<"
            + file.name("java.lang.String")
            + ", "
            + methods.name(map.value())
            + ">";
    file.line("json.beginObject();");
    file.open("for (", entry, " entry : value.entrySet()) {");
    named("entry.getKey()", map.value(), "entry.getValue()");
    file.close("}").line("json.endObject();");
  }

  private void textItem() {
    String string = file.name("java.lang.String");
    mediaTypes("\"text/plain\"");
    override();
    file.open("public ", string, " read(", file.name(Names.PAYLOAD), " payload) {");
    file.open("try {");
    file.line("return ", file.name("java.nio.charset.StandardCharsets"), ".UTF_8");
    file.line("    .newDecoder()");
    file.line("    .decode(", file.name("java.nio.ByteBuffer"), ".wrap(payload.bytes()))");
    file.line("    .toString();");
    file.close("} catch (", file.name("java.nio.charset.CharacterCodingException"), " e) {")
        .indent();
    file.line("throw new ", file.name(Names.INVALID_INPUT), "(");
    file.line(
        "    payload.name() + \": not UTF-8 (expected: text in UTF-8); encode it that way\", e);");
    file.close("}").close("}");
  }

  private void bytesItem() {
    mediaTypes("\"application/octet-stream\", \"image/*\"");
    override();
    file.open("public byte[] read(", file.name(Names.PAYLOAD), " payload) {");
    file.line("return payload.bytes();").close("}");
  }

  private void override() {
    file.line().line("@", file.name("java.lang.Override"));
  }

  private void mediaTypes(String types) {
    String list = file.name(Names.LIST);
    override();
    file.open("public ", list, "<", file.name("java.lang.String"), "> mediaTypes() {");
    file.line("return ", list, ".of(", types, ");").close("}");
  }

  private void bytesResult() {
    override();
    file.open("public ", file.name("java.lang.String"), " resultType() {");
    file.line("return \"application/octet-stream\";").close("}");
    override();
    file.open("public byte[] bytes(byte[] result) {");
    file.line("return result;").close("}");
  }
}
