package dev.hearth.processor;

import java.util.Locale;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** What the class that is being read can see, by name. */
record ClassPath(Elements elements, Types types, @Nullable ModuleElement module) {

  static ClassPath of(Elements elements, Types types, TypeElement from) {
    return new ClassPath(elements, types, elements.getModuleOf(from));
  }

  Optional<TypeElement> find(String name) {
    return Optional.ofNullable(
        module == null ? elements.getTypeElement(name) : elements.getTypeElement(module, name));
  }

  boolean has(String name) {
    return find(name).isPresent();
  }

  boolean isModular() {
    return module != null && !module.isUnnamed();
  }

  /** Tells whether a class has a supertype, whatever the type arguments. */
  boolean isA(TypeElement type, String supertype) {
    return find(supertype)
        .map(
            wanted -> types.isSubtype(types.erasure(type.asType()), types.erasure(wanted.asType())))
        .orElse(false);
  }

  /** Returns the qualified name of a type's class, or a primitive's keyword, or else nothing. */
  static String nameOf(TypeMirror type) {
    if (type.getKind().isPrimitive()) {
      return type.getKind().name().toLowerCase(Locale.ROOT);
    }
    return type.getKind() == TypeKind.DECLARED ? elementOf(type).getQualifiedName().toString() : "";
  }

  /** Returns the class of a declared type. */
  static TypeElement elementOf(TypeMirror type) {
    return (TypeElement) ((DeclaredType) type).asElement();
  }

  /** Tells whether an element is one that a class of a package may name. */
  boolean isAccessible(TypeElement type, String from) {
    boolean near = elements.getPackageOf(type).getQualifiedName().contentEquals(from);
    for (Element each = type; each instanceof TypeElement; each = each.getEnclosingElement()) {
      if (!Access.of(each).allows(near)) {
        return false;
      }
    }
    return true;
  }
}
