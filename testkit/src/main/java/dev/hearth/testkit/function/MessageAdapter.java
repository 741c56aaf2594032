package dev.hearth.testkit.function;

import java.util.List;

/** An adapter that takes messages, as its platform sees it. */
public interface MessageAdapter extends AutoCloseable {

  /**
   * Delivers messages. Blocks until the adapter has said what became of them. An adapter that takes
   * one at a time is given lists of one if the contract is told so; if it says by an exception that
   * its platform is to deliver again, this method turns that into a result.
   *
   * @param messages the messages, at least one
   * @return what became of them
   * @throws Exception if the adapter does not say
   */
  DeliveryResult deliver(List<Message> messages) throws Exception;

  /**
   * Stops the adapter; no delivery is under way.
   *
   * @throws Exception if that fails
   */
  @Override
  default void close() throws Exception {}
}
