package dev.hearth.batch;

import dev.hearth.Outcome;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of the items of one call. Immutable.
 *
 * @param outcomes what became of each item, in order
 * @param waitedNanos how long the item that waited longest did before its batch began
 * @param batchRows how many rows the largest batch had that held an item of the call
 * @param lastReason why the last such batch was closed, or null if the items were run at once
 * @param <O> a result
 */
public record Answers<O>(
    List<Outcome<O>> outcomes, long waitedNanos, int batchRows, @Nullable CloseReason lastReason) {

  /**
   * Returns why the last batch that held an item of the call was closed.
   *
   * @return the reason, or empty if the items were run at once on their caller's thread
   */
  public Optional<CloseReason> reason() {
    return Optional.ofNullable(lastReason);
  }
}
