/**
 * Scores card transactions that wait in a queue and writes each result once. Start at {@link
 * dev.hearth.examples.batchscoring.BatchScoring}.
 */
@NullMarked
package dev.hearth.examples.batchscoring;

import org.jspecify.annotations.NullMarked;
