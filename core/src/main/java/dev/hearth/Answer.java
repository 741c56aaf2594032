package dev.hearth;

import dev.hearth.json.JsonSink;
import java.util.List;

/**
 * What a function answers to one payload: a result, or for an array of items one for each, in
 * order, with an error in the place of each item that failed. Immutable.
 */
public final class Answer {

  private final List<Outcome<JsonSink>> outcomes;
  private final boolean array;
  private final int failures;

  private Answer(List<Outcome<JsonSink>> outcomes, boolean array, int failures) {
    this.outcomes = outcomes;
    this.array = array;
    this.failures = failures;
  }

  /**
   * Makes the answer to one payload.
   *
   * @throws RuntimeException if none was answered, what one failed by: the first that was not the
   *     fault of whoever sent it, if there is one
   */
  static Answer of(List<Outcome<JsonSink>> outcomes, boolean array) {
    int failures = 0;
    Outcome.Failure<JsonSink> telling = null;
    for (Outcome<JsonSink> outcome : outcomes) {
      if (outcome instanceof Outcome.Failure<JsonSink> failure) {
        failures++;
        telling = telling == null || (blames(telling) && !blames(failure)) ? failure : telling;
      }
    }
    if (telling != null && failures == outcomes.size()) {
      telling.orThrow();
    }
    return new Answer(outcomes, array, failures);
  }

  private static boolean blames(Outcome.Failure<?> failure) {
    return failure.problem() == Problem.INVALID_INPUT;
  }

  /**
   * Returns how many items of the array failed.
   *
   * @return the number; 0 for an answer that is whole
   */
  public int failures() {
    return failures;
  }

  /**
   * Returns the answer as JSON.
   *
   * @return an array or the one result
   */
  public JsonSink json() {
    if (!array && outcomes.get(0) instanceof Outcome.Success<JsonSink> only) {
      return only.value();
    }
    JsonSink json = new JsonSink();
    json.beginArray();
    for (Outcome<JsonSink> outcome : outcomes) {
      if (outcome instanceof Outcome.Success<JsonSink> success) {
        json.whole(success.value());
      } else if (outcome instanceof Outcome.Failure<JsonSink> failure) {
        json.whole(error(failure));
      }
    }
    return json.endArray();
  }

  /** Writes an item's failure as it stands in the place of its result. */
  static JsonSink error(Outcome.Failure<?> failure) {
    return new JsonSink()
        .beginObject()
        .name("error")
        .beginObject()
        .field("code", failure.problem().name())
        .field("message", failure.message())
        .endObject()
        .endObject();
  }

  /** Returns the answer as JSON. */
  @Override
  public String toString() {
    return json().toString();
  }
}
