/**
 * JSON at the edge of a function: a strict reader that says what is wrong where, and a writer.
 * Start at {@link dev.hearth.json.JsonValue} and {@link dev.hearth.json.JsonSink}.
 */
@NullMarked
package dev.hearth.json;

import org.jspecify.annotations.NullMarked;
