package dev.hearth;

import dev.hearth.function.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Runs a function over items that stand alone, in parts of limited size. A part that fails by what
 * may be one of its items is halved until the item is found, so that only it fails.
 */
final class Batches<I, O> {

  private final InferenceBuilder<I, O> settings;
  private final Models models;
  private final Call call;

  Batches(InferenceBuilder<I, O> settings, Models models, Call call) {
    this.settings = settings;
    this.models = models;
    this.call = call;
  }

  /** Answers all items or throws what the first part failed by. */
  List<O> all(List<I> items) {
    if (items.size() <= settings.maxBatch) {
      return part(items);
    }
    List<O> results = new ArrayList<>(items.size());
    for (int from = 0; from < items.size(); from += settings.maxBatch) {
      results.addAll(part(items.subList(from, Math.min(items.size(), from + settings.maxBatch))));
    }
    return results;
  }

  /** Answers each item or says why not; throws nothing that a function may throw. */
  List<Outcome<O>> each(List<I> items) {
    List<Outcome<O>> outcomes = new ArrayList<>(items.size());
    for (int from = 0; from < items.size(); from += settings.maxBatch) {
      isolate(items.subList(from, Math.min(items.size(), from + settings.maxBatch)), outcomes);
    }
    return outcomes;
  }

  private void isolate(List<I> items, List<Outcome<O>> outcomes) {
    try {
      if (!outcomes.isEmpty()) {
        call.deadline().check("running function '" + settings.name + "'");
      }
      part(items).forEach(result -> outcomes.add(Outcome.success(result)));
    } catch (RuntimeException | Error e) {
      if (items.size() == 1 || !mayBeAnItems(e)) {
        outcomes.addAll(Collections.nCopies(items.size(), Outcome.failure(e)));
        return;
      }
      int half = items.size() / 2;
      isolate(items.subList(0, half), outcomes);
      isolate(items.subList(half, items.size()), outcomes);
    }
  }

  /** A model that is away or time that is up would fail every part in the same way. */
  private static boolean mayBeAnItems(Throwable failure) {
    Problem problem = Problem.of(failure);
    boolean items = problem == Problem.INVALID_INPUT || problem == Problem.INTERNAL;
    return items && !(failure instanceof ResultsMissingException);
  }

  private List<O> part(List<I> items) {
    List<O> results = settings.function.infer(models, items, call);
    if (results.size() != items.size()) {
      throw new ResultsMissingException(
          "results of function '"
              + settings.name
              + "': "
              + results.size()
              + " (expected: one for each of "
              + items.size()
              + " items)");
    }
    return results;
  }

  /** The function is wrong, whatever the items are. */
  private static final class ResultsMissingException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    ResultsMissingException(String message) {
      super(message);
    }
  }
}
