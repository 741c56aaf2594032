package dev.hearth.examples.documentreader;

/**
 * Where a line stands, upright around it, in the image's pixels.
 *
 * @param left the first column
 * @param top the first row
 * @param width how many columns
 * @param height how many rows
 */
record Box(int left, int top, int width, int height) {}
