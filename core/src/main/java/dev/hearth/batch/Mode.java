package dev.hearth.batch;

/**
 * A way to run batches.
 *
 * @param wide whether as many run at once as there are slots, or one at a time
 * @param step how large they are: an index of the sizes that are told apart
 */
record Mode(boolean wide, int step) {}
