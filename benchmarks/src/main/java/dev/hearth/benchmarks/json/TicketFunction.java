package dev.hearth.benchmarks.json;

import java.io.IOException;

/**
 * The work that every candidate does: reads an API Gateway event, reads the ticket in its body,
 * writes an answer. Implementations avoid lambdas, which would cost more in a fresh JVM than what
 * is measured.
 */
interface TicketFunction {

  /** The queue that answers name. */
  String QUEUE = "billing";

  /** The score that answers give. */
  double SCORE = 0.875;

  /**
   * Answers one event.
   *
   * @param event JSON in UTF-8
   * @return an object with the ticket's {@code id}, {@code subject} and {@code words}, a {@code
   *     queue}, a {@code score} and the {@code route} of the request
   * @throws IOException if the event is not what was expected
   */
  byte[] answer(byte[] event) throws IOException;

  /** Counts blanks, so that the text of a ticket is looked at. */
  static int words(String text) {
    int words = 1;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == ' ') {
        words++;
      }
    }
    return words;
  }
}
