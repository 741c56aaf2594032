/** Tests of the document reader. */
@NullMarked
package dev.hearth.examples.documentreader;

import org.jspecify.annotations.NullMarked;
