package dev.hearth.examples.documentreader;

import java.util.List;

/**
 * What an image says.
 *
 * @param text all of it, in reading order: a space between columns, a line break between rows
 * @param lines its pieces in the same order
 */
record Page(String text, List<Line> lines) {}
