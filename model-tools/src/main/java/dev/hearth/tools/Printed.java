package dev.hearth.tools;

/** A report that can be read by people and by programs. */
interface Printed {

  /** Returns lines for people. */
  String text();

  /** Returns one JSON object. */
  String json();

  default String print(boolean asJson) {
    return asJson ? json() + System.lineSeparator() : text();
  }
}
