package dev.hearth.testkit.function;

import java.util.function.Consumer;

/**
 * An adapter that serves a service, as its caller sees it: an author of an adapter translates these
 * messages into the platform's own and back. Safe for use by many threads.
 */
public interface AdapterUnderTest extends AutoCloseable {

  /**
   * Sends a request. Blocks until the whole response is there.
   *
   * @param message the request
   * @return the response
   * @throws Exception if there is none
   */
  HttpReply send(HttpMessage message) throws Exception;

  /**
   * Sends a request and takes the body line by line. Blocks until the response has ended. Only
   * adapters that say they stream are asked to.
   *
   * @param message the request
   * @param lines takes each line as soon as it arrives
   * @throws Exception if there is no response
   */
  default void send(HttpMessage message, Consumer<String> lines) throws Exception {
    throw new UnsupportedOperationException(
        "send(message, lines): not there (expected: an adapter that streams); implement it, or let"
            + " streams() return false");
  }

  /**
   * Sends a request and goes away before the response is there. Only adapters whose callers can do
   * so are asked to.
   *
   * @param message the request
   * @param underway blocks until the function works on the request; to be called before leaving
   * @throws Exception if the request cannot be sent
   */
  default void sendAndLeave(HttpMessage message, Runnable underway) throws Exception {
    throw new UnsupportedOperationException(
        "sendAndLeave(message, underway): not there (expected: an adapter whose callers can leave);"
            + " implement it, or let callersLeave() return false");
  }

  /**
   * Stops the adapter; no request is under way.
   *
   * @throws Exception if that fails
   */
  @Override
  void close() throws Exception;
}
