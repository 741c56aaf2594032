package dev.hearth.processor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Names the local variables of a method, each once. */
final class Locals {

  private final Set<String> taken = new HashSet<>();

  /** Begins with names that are spoken for. */
  Locals(List<String> reserved) {
    taken.addAll(reserved);
  }

  /** Returns a name like a given one: {@code allMinilm} for {@code all-minilm}. */
  String name(String wanted) {
    StringBuilder name = new StringBuilder();
    boolean capital = false;
    for (int i = 0; i < wanted.length(); i++) {
      char c = wanted.charAt(i);
      if (Character.isJavaIdentifierPart(c)) {
        name.append(capital && !name.isEmpty() ? Character.toUpperCase(c) : c);
        capital = false;
      } else {
        capital = true;
      }
    }
    String plain = name.toString();
    if (plain.isEmpty() || plain.equals("_") || !Character.isJavaIdentifierStart(plain.charAt(0))) {
      plain = "model" + plain;
    }
    return CodecNames.free(taken, SourceVersion.isKeyword(plain) ? plain + "Model" : plain, "");
  }
}
