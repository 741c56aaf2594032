package dev.hearth.function;

import dev.hearth.Model;
import java.util.List;

/**
 * What a user writes: items in, results out, by way of a model. Implementations are safe for use by
 * many threads.
 *
 * <p>Where the items stand alone (an array, messages of a queue) and a call fails by an item, it is
 * made again with parts of them until the failing item is found. So it must not do anything that
 * would be wrong if done twice.
 *
 * @param <I> an item
 * @param <O> a result
 */
@FunctionalInterface
public interface BatchFunction<I, O> {

  /**
   * Answers items.
   *
   * @param model the model, loaded and leased for the duration of the call
   * @param items the items, at least one
   * @param call the call they came with; its deadline belongs into {@link Model#run}
   * @return a result for each item, in order
   */
  List<O> infer(Model model, List<I> items, Call call);
}
