package dev.hearth.processor;

import dev.hearth.processor.InferFacts.Codec;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Finds what reads a method's items and writes its results. */
final class CodecReader {

  private final ClassPath classPath;
  private final Problems problems;
  private final ExecutableElement method;
  private final String packageName;

  CodecReader(
      ClassPath classPath, Problems problems, ExecutableElement method, String packageName) {
    this.classPath = classPath;
    this.problems = problems;
    this.method = method;
    this.packageName = packageName;
  }

  Optional<Codec> read(Mark mark, TypeMirror item, TypeMirror result) {
    Optional<TypeMirror> named = mark.type("codec");
    if (named.isEmpty() || named.get().getKind() != TypeKind.DECLARED) {
      problems.unfinished();
      return Optional.empty();
    }
    TypeElement codec = ClassPath.elementOf(named.get());
    if (codec.getQualifiedName().contentEquals(Names.CODEC)) {
      return written(item, result);
    }
    checkObstacle(codec, mark);
    checkTypes(codec, mark, item, result);
    return Optional.of(new Codec.Own(codec));
  }

  private Optional<Codec> written(TypeMirror item, TypeMirror result) {
    JsonTypeReader types = new JsonTypeReader(classPath, problems, method, packageName);
    Optional<JsonType> read = types.read(item, "item");
    Optional<JsonType> write = types.read(result, "result");
    return read.isPresent() && write.isPresent()
        ? Optional.of(new Codec.Written(read.get(), write.get()))
        : Optional.empty();
  }

  private void checkObstacle(TypeElement codec, Mark mark) {
    String obstacle = Access.obstacle(classPath, codec, packageName);
    if (!obstacle.isEmpty()) {
      report(
          codec,
          mark,
          obstacle,
          "a class that its package can make with 'new'",
          "give it a constructor without parameters");
    } else if (!codec.getTypeParameters().isEmpty()) {
      report(
          codec,
          mark,
          "type parameters " + codec.getTypeParameters(),
          "a class without type parameters",
          "name a subclass that gives arguments");
    }
  }

  private void checkTypes(TypeElement codec, Mark mark, TypeMirror item, TypeMirror result) {
    TypeMirror left = boxed(item);
    TypeMirror right = boxed(result);
    Optional<TypeElement> type = classPath.find(Names.CODEC);
    if (isError(left) || isError(right) || type.isEmpty()) {
      problems.unfinished();
      return;
    }
    if (!isArgument(left) || !isArgument(right)) {
      report(codec, mark, "a codec of " + left + " and " + right, "known types", "name them");
      return;
    }
    DeclaredType wanted = classPath.types().getDeclaredType(type.get(), left, right);
    if (!classPath.types().isSubtype(codec.asType(), wanted)) {
      report(
          codec,
          mark,
          "not a codec of the method's types",
          "Codec<" + left + ", " + right + ">",
          "change its type arguments");
    }
  }

  private static boolean isError(TypeMirror type) {
    return type.getKind() == TypeKind.ERROR;
  }

  private static boolean isArgument(TypeMirror type) {
    return type.getKind() == TypeKind.DECLARED || type.getKind() == TypeKind.ARRAY;
  }

  private TypeMirror boxed(TypeMirror type) {
    return type instanceof PrimitiveType primitive
        ? classPath.types().boxedClass(primitive).asType()
        : type;
  }

  private void report(TypeElement codec, Mark mark, String found, String expected, String remedy) {
    problems.report(
        Code.BAD_CODEC,
        method,
        mark,
        "codec = " + codec.getQualifiedName(),
        found,
        expected,
        remedy);
  }
}
