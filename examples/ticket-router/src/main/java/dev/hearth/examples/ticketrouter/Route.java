package dev.hearth.examples.ticketrouter;

/**
 * Where a ticket goes.
 *
 * @param department the department's name
 * @param score how near ticket and department are: their cosine, 1 for the same meaning
 */
record Route(String department, double score) {}
