package dev.hearth.examples.documentreader;

/**
 * A piece of text that stands alone on its line or in its column.
 *
 * @param text what it says
 * @param score how sure the recognizer is, 0 to 1
 * @param box where it stands
 */
record Line(String text, double score, Box box) {}
