package dev.hearth.examples.ticketrouter;

import dev.hearth.batch.Sized;

/**
 * A support ticket.
 *
 * @param text what the customer wrote
 */
record Ticket(String text) implements Sized {

  private static final int MAX_CHARACTERS = 10_000;

  Ticket {
    int length = text.length();
    if (length < 1 || length > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "text: "
              + length
              + " characters (expected: 1.."
              + MAX_CHARACTERS
              + "); send a "
              + (length < 1 ? "longer" : "shorter")
              + " text");
    }
  }

  /** Tickets of similar length are batched together; characters stand in for tokens. */
  @Override
  public int length() {
    return text.length();
  }
}
