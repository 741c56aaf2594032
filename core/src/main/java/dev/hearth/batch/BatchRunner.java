package dev.hearth.batch;

import dev.hearth.function.Call;
import java.util.List;

/**
 * Answers the items of a batch. Implementations are safe for use by many threads.
 *
 * @param <I> an item
 * @param <O> a result
 */
@FunctionalInterface
public interface BatchRunner<I, O> {

  /**
   * Answers items. What it throws fails the items, after it has been called again with parts of
   * them to find out which one is to blame.
   *
   * @param items the items, at least one
   * @param call the call they came with; if they came with several, one that stands for all of
   *     them, with the latest of their deadlines
   * @return a result for each item, in order
   */
  List<O> run(List<I> items, Call call);
}
