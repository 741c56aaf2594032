package dev.hearth.examples.batchscoring;

/**
 * What the model thinks of a transaction.
 *
 * @param id the transaction
 * @param score how likely it is fraud, 0 to 1
 * @param review whether a person should look at it
 */
record Verdict(String id, double score, boolean review) {}
