package dev.hearth.processor;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.SimpleJavaFileObject;

/** A source text in memory. Its package and first type say what its file is called. */
final class Source extends SimpleJavaFileObject {

  private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|enum|interface) (\\w+)");
  private static final String IMPORTS =
      "import dev.hearth.*; import dev.hearth.annotation.*; import dev.hearth.function.*;"
          + " import java.util.*; import dev.hearth.processor.FakeModels; ";

  private final String text;

  private Source(String path, String text) {
    super(URI.create("memory:///" + path), Kind.SOURCE);
    this.text = text;
  }

  static Source of(String text) {
    Matcher named = PACKAGE.matcher(text);
    String folder = named.find() ? named.group(1).replace('.', '/') + "/" : "";
    Matcher type = TYPE.matcher(text);
    String name = text.startsWith("module ") || !type.find() ? "module-info" : type.group(1);
    return new Source(folder + name + ".java", text);
  }

  /** A source in package {@code shop} with Hearth imported, all on the line before the text. */
  static Source shop(String text) {
    return of("package shop; " + IMPORTS + "\n" + text);
  }

  /** Returns the number of the line that has a mark. */
  long line(String mark) {
    return text.substring(0, text.indexOf(mark)).lines().count();
  }

  @Override
  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
    return text;
  }
}
