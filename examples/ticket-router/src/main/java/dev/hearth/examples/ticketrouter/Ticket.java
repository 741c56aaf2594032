package dev.hearth.examples.ticketrouter;

/**
 * A support ticket.
 *
 * @param text what the customer wrote
 */
record Ticket(String text) {

  static final int MAX_CHARACTERS = 10_000;
}
