package dev.hearth.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;

/** What the writers of one function's classes share. */
record Writing(ClassPath classPath, FunctionFacts facts, Problems problems) {

  private static final String PROCESSOR = InferenceFunctionProcessor.class.getName();

  /** Begins the class whose name is the function's with a suffix. */
  SourceFile begin(String suffix, List<String> imports) {
    String packagePrefix = facts.packageName().isEmpty() ? "" : facts.packageName() + ".";
    SourceFile file =
        new SourceFile(
            facts.packageName(),
            facts.prefix() + suffix,
            simple -> classPath.has(packagePrefix + simple));
    imports.forEach(file::name);
    return file;
  }

  /** Writes what stands before a class: what it is, and who wrote it. */
  void head(SourceFile file, boolean isPublic, String documentation) {
    file.line("/** ", documentation, " */");
    if (classPath.has(Names.GENERATED)) {
      file.line("@", file.name(Names.GENERATED), "(", quoted(PROCESSOR), ")");
    } else {
      file.line("// Written by ", PROCESSOR, "; changes are lost.");
    }
    if (isPublic && classPath.isModular()) {
      // The platform looks at these classes, not other modules.
      file.line("@SuppressWarnings(\"exports\")");
    }
  }

  /** Returns a text as a Java literal. */
  String quoted(String text) {
    return classPath.elements().getConstantExpression(text);
  }

  /** Returns the name of the class that makes the service. */
  String service() {
    return facts.prefix() + ServiceWriter.SUFFIX;
  }

  /** Reports a class of the user's that stands in the place of one to be written. */
  void checkName(SourceFile file, Set<String> byHand) {
    if (byHand.contains(file.qualifiedName())) {
      taken(file);
    }
  }

  /** Gives a text to the compiler. */
  void save(SourceFile file, Filer filer) throws IOException {
    try (Writer out = filer.createSourceFile(file.qualifiedName(), facts.type()).openWriter()) {
      out.write(file.text());
    } catch (FilerException e) {
      taken(file);
    }
  }

  private void taken(SourceFile file) {
    problems.report(
        Code.NAME_TAKEN,
        facts.type(),
        "class to be written",
        file.qualifiedName() + " is there already",
        "a name that is free",
        "rename that class or " + facts.type().getSimpleName());
  }

  /** Returns the name of the codec class that is written for a method, if one is. */
  Optional<String> codecOf(InferFacts method) {
    return Optional.ofNullable(CodecNames.of(facts).get(method));
  }
}
