package dev.hearth.processor;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;

/**
 * The text of one class: collects lines and the imports they need. A type whose simple name is
 * taken by another one is written out.
 */
final class SourceFile {

  private static final String INDENT = "  ";
  private static final int MAX_LINE = 100;

  private final String packageName;
  private final String simpleName;
  private final Predicate<String> inPackage;
  private final Map<String, String> names = new TreeMap<>();
  private final StringBuilder body = new StringBuilder();
  private int depth;

  /**
   * Begins a text.
   *
   * @param packageName the package, possibly empty
   * @param simpleName the class
   * @param inPackage tells whether the package has a class of a simple name
   */
  SourceFile(String packageName, String simpleName, Predicate<String> inPackage) {
    this.packageName = packageName;
    this.simpleName = simpleName;
    this.inPackage = inPackage;
    names.put(simpleName, qualified(simpleName));
  }

  String qualifiedName() {
    return qualified(simpleName);
  }

  String simpleName() {
    return simpleName;
  }

  /** Returns how to write a top-level type here. */
  String name(String qualified) {
    String simple = qualified.substring(qualified.lastIndexOf('.') + 1);
    String holder = names.putIfAbsent(simple, qualified);
    return holder == null || holder.equals(qualified) ? simple : qualified;
  }

  /** Returns how to write a type here, by way of the type around it if there is one. */
  String name(TypeElement type) {
    return type.getEnclosingElement() instanceof TypeElement outer
        ? name(outer) + "." + type.getSimpleName()
        : name(type.getQualifiedName().toString());
  }

  /** Adds a line of several parts. */
  SourceFile line(String... parts) {
    String text = String.join("", parts);
    body.append(text.isEmpty() ? "" : INDENT.repeat(depth)).append(text).append('\n');
    return this;
  }

  /** Adds an assignment, on two lines if one is too short. */
  SourceFile assign(String target, String value) {
    int length = INDENT.length() * depth + target.length() + 1 + value.length();
    return length > MAX_LINE
        ? line(target).line(INDENT.repeat(2), value)
        : line(target, " ", value);
  }

  /** Adds a line and writes what follows further to the right. */
  SourceFile open(String... parts) {
    return line(parts).indent();
  }

  /** Writes what follows further to the right. */
  SourceFile indent() {
    depth++;
    return this;
  }

  /** Ends what {@link #open} began, with a line. */
  SourceFile close(String... parts) {
    depth--;
    return line(parts);
  }

  /** Returns the whole text. */
  String text() {
    StringBuilder text = new StringBuilder();
    if (!packageName.isEmpty()) {
      text.append("package ").append(packageName).append(";\n\n");
    }
    TreeSet<String> imports = new TreeSet<>();
    names.forEach(
        (simple, qualified) -> {
          if (isImported(simple, qualified)) {
            imports.add("import " + qualified + ";\n");
          }
        });
    imports.forEach(text::append);
    return text.append(imports.isEmpty() ? "" : "\n").append(body).toString();
  }

  private boolean isImported(String simple, String qualified) {
    if (qualified.equals("java.lang." + simple)) {
      return inPackage.test(simple);
    }
    return !qualified.equals(qualified(simple)) && qualified.indexOf('.') > 0;
  }

  private String qualified(String simple) {
    return packageName.isEmpty() ? simple : packageName + "." + simple;
  }
}
