package dev.hearth.examples.ticketrouter.demo;

import java.util.List;

/** Eight tickets and where each belongs. */
public final class SampleTickets {

  /** A ticket as a customer wrote it, and the department it belongs to. */
  public record Sample(String text, String department) {}

  public static final List<Sample> ALL =
      List.of(
          new Sample(
              "I was charged twice for my March subscription, please refund one of the payments.",
              "billing"),
          new Sample(
              "My parcel was supposed to arrive last Friday and the tracking page has not moved since.",
              "shipping"),
          new Sample(
              "I forgot my password and the reset link never arrives, so I cannot sign in.",
              "account access"),
          new Sample(
              "Since the last update the app crashes every time I open the settings screen.",
              "technical support"),
          new Sample(
              "The shoes are too small, I would like to send them back and get a size 43 instead.",
              "returns"),
          new Sample(
              "We are a team of 250 people and would like a quote with a volume discount.",
              "sales"),
          new Sample(
              "Please delete my account and every piece of personal data you hold about me.",
              "privacy"),
          new Sample(
              "Are you hiring engineers in Berlin, and how long does the interview process take?",
              "human resources"));

  private SampleTickets() {}
}
