package dev.hearth.processor;

import dev.hearth.processor.JsonType.Choice;
import dev.hearth.processor.JsonType.Field;
import dev.hearth.processor.JsonType.ListOf;
import dev.hearth.processor.JsonType.MapOf;
import dev.hearth.processor.JsonType.OptionalOf;
import dev.hearth.processor.JsonType.RecordOf;
import dev.hearth.processor.JsonType.Scalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Finds the JSON form of a method's types. Reports on the method and goes on. */
final class JsonTypeReader {

  private static final String EXPECTED =
      "a record, an enum, String, a primitive or its box, byte[], float[], double[], List, Optional, or Map from"
          + " String";

  private final ClassPath classPath;
  private final Problems problems;
  private final Element where;
  private final String packageName;

  /** The records around the type that is being read. */
  private final Deque<TypeElement> around = new ArrayDeque<>();

  JsonTypeReader(ClassPath classPath, Problems problems, Element where, String packageName) {
    this.classPath = classPath;
    this.problems = problems;
    this.where = where;
    this.packageName = packageName;
  }

  /**
   * Reads a type.
   *
   * @param type the type
   * @param role what it is to the method: {@code item}
   * @return its form, or empty if there is none, which has been reported
   */
  Optional<JsonType> read(TypeMirror type, String role) {
    boolean isRecord =
        type.getKind() == TypeKind.DECLARED
            && ClassPath.elementOf(type).getKind() == ElementKind.RECORD;
    return at(type, isRecord ? ClassPath.elementOf(type).getSimpleName().toString() : role);
  }

  private Optional<JsonType> at(TypeMirror type, String path) {
    return switch (type.getKind()) {
      case BOOLEAN -> Optional.of(Scalar.FLAG);
      case BYTE -> Optional.of(Scalar.BYTE);
      case SHORT -> Optional.of(Scalar.SHORT);
      case INT -> Optional.of(Scalar.INT);
      case LONG -> Optional.of(Scalar.LONG);
      case CHAR -> Optional.of(Scalar.CHAR);
      case FLOAT -> Optional.of(Scalar.FLOAT);
      case DOUBLE -> Optional.of(Scalar.DOUBLE);
      case ARRAY -> array((ArrayType) type, path);
      case DECLARED -> declared((DeclaredType) type, path);
      case ERROR -> unknown();
      case TYPEVAR -> refused(path, "type variable " + type);
      case WILDCARD -> refused(path, "wildcard " + type);
      default -> refused(path, type.toString());
    };
  }

  private Optional<JsonType> array(ArrayType type, String path) {
    return switch (type.getComponentType().getKind()) {
      case BYTE -> Optional.of(Scalar.BYTES);
      case FLOAT -> Optional.of(Scalar.FLOATS);
      case DOUBLE -> Optional.of(Scalar.DOUBLES);
      default -> refused(path, "array " + type);
    };
  }

  private Optional<JsonType> declared(DeclaredType type, String path) {
    TypeElement element = ClassPath.elementOf(type);
    String name = element.getQualifiedName().toString();
    for (Scalar scalar : Scalar.values()) {
      if (scalar.reference.equals(name)) {
        return Optional.of(scalar);
      }
    }
    if (type.getTypeArguments().size() != element.getTypeParameters().size()) {
      return refused(path, name + " without type arguments");
    }
    return switch (name) {
      case Names.LIST -> at(type.getTypeArguments().get(0), path + "[]").map(ListOf::new);
      case Names.OPTIONAL -> optional(type, path);
      case Names.MAP -> map(type, path);
      default -> named(type, element, path);
    };
  }

  private Optional<JsonType> optional(DeclaredType type, String path) {
    return at(type.getTypeArguments().get(0), path)
        .flatMap(
            value ->
                value instanceof OptionalOf
                    ? refused(path, type + ", of which JSON has one null for two,")
                    : Optional.of(new OptionalOf(value)));
  }

  private Optional<JsonType> map(DeclaredType type, String path) {
    TypeMirror key = type.getTypeArguments().get(0);
    if (key.getKind() == TypeKind.ERROR) {
      return unknown();
    }
    return ClassPath.nameOf(key).equals("java.lang.String")
        ? at(type.getTypeArguments().get(1), path + "{}").map(MapOf::new)
        : refused(path, "map with keys of " + key);
  }

  private Optional<JsonType> named(DeclaredType type, TypeElement element, String path) {
    return switch (element.getKind()) {
      case RECORD -> accessible(element, path) ? record(type, element, path) : Optional.empty();
      case ENUM ->
          accessible(element, path)
              ? Optional.of(new Choice(element, constants(element)))
              : Optional.empty();
      case INTERFACE -> refused(path, "interface " + type);
      default -> refused(path, "class " + type);
    };
  }

  private boolean accessible(TypeElement element, String path) {
    if (classPath.isAccessible(element, packageName)) {
      return true;
    }
    String inPackage = packageName.isEmpty() ? "the unnamed package" : packageName;
    refused(path, element.getQualifiedName() + ", which is not accessible in " + inPackage + ",");
    return false;
  }

  private Optional<JsonType> record(DeclaredType type, TypeElement element, String path) {
    if (around.contains(element)) {
      return refused(path, element.getQualifiedName() + ", which contains itself,");
    }
    List<JsonType> arguments = new ArrayList<>();
    boolean whole = true;
    for (TypeMirror each : type.getTypeArguments()) {
      Optional<JsonType> argument = at(each, path + "<>");
      argument.ifPresent(arguments::add);
      whole &= argument.isPresent();
    }
    if (!whole) {
      return Optional.empty();
    }
    around.push(element);
    List<Field> fields = new ArrayList<>();
    for (RecordComponentElement component : element.getRecordComponents()) {
      String name = component.getSimpleName().toString();
      Optional<JsonType> field = at(typeOf(type, component), path + "." + name);
      field.ifPresent(found -> fields.add(new Field(name, found)));
      whole &= field.isPresent();
    }
    around.pop();
    return whole ? Optional.of(new RecordOf(element, arguments, fields)) : Optional.empty();
  }

  private TypeMirror typeOf(DeclaredType record, RecordComponentElement component) {
    TypeMirror accessor = classPath.types().asMemberOf(record, component.getAccessor());
    return ((ExecutableType) accessor).getReturnType();
  }

  private static List<String> constants(TypeElement element) {
    return element.getEnclosedElements().stream()
        .filter(each -> each.getKind() == ElementKind.ENUM_CONSTANT)
        .map(each -> each.getSimpleName().toString())
        .toList();
  }

  private Optional<JsonType> unknown() {
    problems.unfinished();
    return Optional.empty();
  }

  private Optional<JsonType> refused(String path, String found) {
    problems.report(
        Code.UNSUPPORTED_TYPE,
        where,
        path,
        found + " has no form in JSON",
        EXPECTED,
        "use one of those, or name a codec: @Infer(codec = ...)");
    return Optional.empty();
  }
}
