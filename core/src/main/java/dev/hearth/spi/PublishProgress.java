package dev.hearth.spi;

/**
 * Is told how far a publication has come: for whoever waits for it at a terminal.
 *
 * <p>Called on the publishing thread, first before anything is sent and last when all is stored;
 * what it throws ends the publication where it stands, as if the process had died there.
 */
@FunctionalInterface
public interface PublishProgress {

  /**
   * Takes note of how far a publication is.
   *
   * @param bytes how much is in the store, with what a publication that died had left there; never
   *     less than at the call before
   * @param total how much is to be there in the end
   */
  void stored(long bytes, long total);

  /**
   * Returns a listener that does nothing.
   *
   * @return the listener
   */
  static PublishProgress none() {
    return (bytes, total) -> {};
  }
}
