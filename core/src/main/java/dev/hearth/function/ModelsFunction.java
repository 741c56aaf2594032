package dev.hearth.function;

import dev.hearth.Models;
import java.util.List;

/**
 * What a user writes who needs several models in one call. Implementations are safe for use by many
 * threads; like a {@link BatchFunction} they may be called again with a part of the same items.
 *
 * @param <I> an item
 * @param <O> a result
 */
@FunctionalInterface
public interface ModelsFunction<I, O> {

  /**
   * Answers items.
   *
   * @param models the models, in the order they were described, leased for the duration of the call
   * @param items the items, at least one
   * @param call the call they came with
   * @return a result for each item, in order
   */
  List<O> infer(Models models, List<I> items, Call call);
}
