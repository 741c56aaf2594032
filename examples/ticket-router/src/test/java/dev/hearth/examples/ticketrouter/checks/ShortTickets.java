package dev.hearth.examples.ticketrouter.checks;

import java.util.List;

/** Tickets as people type them on a telephone: ten to fourteen tokens each. */
final class ShortTickets {

  static final List<String> ALL =
      List.of(
          "I was charged twice for my March subscription.",
          "My parcel should have arrived last Friday.",
          "I forgot my password and cannot sign in.",
          "The app crashes whenever I open the settings.",
          "The shoes are too small, how do I return them?",
          "We need a quote for a team of 250.",
          "Please delete my account and all my data.",
          "Are you hiring engineers in Berlin this year?",
          "Where can I download the invoice for May?",
          "The courier left my package at the wrong door.",
          "The code for two-factor login never arrives.",
          "Installing the update fails with error 1603.",
          "Can I exchange the jacket for another colour?",
          "Is there a discount for a hundred licences?",
          "Which personal data do you keep about me?",
          "How long does the interview process take?");

  private ShortTickets() {}
}
