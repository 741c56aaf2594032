/**
 * What adapters and functions say to each other, free of any platform: a call, how items are read
 * and written, and the function itself.
 */
@NullMarked
package dev.hearth.function;

import org.jspecify.annotations.NullMarked;
