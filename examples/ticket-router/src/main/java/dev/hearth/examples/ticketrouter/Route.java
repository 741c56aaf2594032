package dev.hearth.examples.ticketrouter;

/**
 * Where a ticket goes.
 *
 * @param department the department's name
 * @param score how near ticket and department are: their cosine, 1 for the same meaning, to four
 *     digits
 */
record Route(String department, double score) {

  private static final double DIGITS = 1e4;

  Route {
    score = Math.round(score * DIGITS) / DIGITS;
  }
}
