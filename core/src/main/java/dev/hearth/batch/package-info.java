/**
 * Groups items of calls that come at the same time, where that pays. Start at {@link
 * dev.hearth.batch.MicroBatcher}.
 */
@NullMarked
package dev.hearth.batch;

import org.jspecify.annotations.NullMarked;
