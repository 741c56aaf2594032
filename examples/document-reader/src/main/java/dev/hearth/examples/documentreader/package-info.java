/**
 * Reads the text in images of documents with three models: where it is, which way up, what it says.
 */
@NullMarked
package dev.hearth.examples.documentreader;

import org.jspecify.annotations.NullMarked;
