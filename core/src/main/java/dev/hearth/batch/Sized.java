package dev.hearth.batch;

/**
 * An item that knows how much work it is, so that a batch is made of items that go well together.
 * Items without it count as one row of no particular length.
 *
 * <pre>{@code
 * record Ticket(String text) implements Sized {
 *   @Override
 *   public int length() {
 *     return text.length();
 *   }
 * }
 * }</pre>
 */
public interface Sized {

  /**
   * Returns how many rows of a tensor the item takes: the passages of a document, the crops of a
   * page. Limits on batches count these.
   *
   * @return the number of rows, 1 or more
   */
  default int rows() {
    return 1;
  }

  /**
   * Returns the length that rows of one batch are padded to, in a unit of the item's own: tokens,
   * or characters as a stand-in. Items of similar length are batched together, and what padding
   * costs is learned for each length.
   *
   * @return the length, 0 or more; 0 where all items are alike
   */
  default int length() {
    return 0;
  }
}
