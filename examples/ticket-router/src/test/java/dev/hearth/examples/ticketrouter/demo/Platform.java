package dev.hearth.examples.ticketrouter.demo;

import java.util.function.Predicate;

/** The function in a process of its own, as one platform runs it. The caller closes it. */
public interface Platform extends AutoCloseable {

  /** An answer and how long the call took. */
  record Reply(String body, double millis) {}

  /** Sends an item or an array of items; blocks until it is answered. */
  Reply send(String json);

  /** Returns how long the process took from its start until it could be called. */
  double readyMillis();

  /** Returns how long the process took from its start to its first answer. */
  double firstAnswerMillis();

  /** Returns the first line the process has written of which a predicate holds; waits for it. */
  String awaitLine(Predicate<String> wanted);

  /** Ends the process. */
  @Override
  void close();
}
