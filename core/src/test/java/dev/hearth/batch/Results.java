package dev.hearth.batch;

import dev.hearth.Outcome;
import java.util.List;

/** What became of a call's items. */
final class Results {

  private Results() {}

  /** Returns the results, or throws what the first item without one failed by. */
  static <O> List<O> of(Answers<O> answers) {
    return answers.outcomes().stream().map(Outcome::orThrow).toList();
  }

  /** Returns what code without annotations may return. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  static <T> T none() {
    return null;
  }

  /** Returns what an item failed by. */
  static Throwable failure(Answers<?> answers, int index) {
    if (answers.outcomes().get(index) instanceof Outcome.Failure<?> failure) {
      return failure.cause();
    }
    throw new AssertionError("item " + index + " did not fail: " + answers);
  }
}
