package dev.hearth.lambda;

import dev.hearth.ConfigurationException;
import dev.hearth.DeadlineExceededException;
import dev.hearth.InvalidInputException;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.Outcome;
import dev.hearth.OverloadedException;
import dev.hearth.Problem;
import dev.hearth.function.Call;
import dev.hearth.json.JsonSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of an event's records could not be done, and by what. Confined to one thread. */
final class Undone {

  private static final Logger LOG = LoggerFactory.getLogger(LambdaInferenceHandler.class);

  private final String what;
  private final int records;
  private final List<String> ids = new ArrayList<>();
  private @Nullable Throwable telling;
  private String tellingId = "";

  /** Begins with nothing undone of a number of records, which messages call what is given. */
  Undone(String what, int records) {
    this.what = what;
    this.records = records;
  }

  /**
   * Takes a record's outcome. The first failure is told of, or one that is worse.
   *
   * @return whether it failed
   */
  boolean addIfFailed(String id, Outcome<JsonSink> outcome) {
    if (!(outcome instanceof Outcome.Failure<JsonSink> failure)) {
      return false;
    }
    ids.add(id);
    if (telling == null || (isItsOwn(telling) && !isItsOwn(failure.cause()))) {
      telling = failure.cause();
      tellingId = id;
    }
    return true;
  }

  /** Takes a record that was not tried because of another one. */
  void addBlocked(String id) {
    ids.add(id);
  }

  boolean isEmpty() {
    return ids.isEmpty();
  }

  /**
   * Says which records, at most so many, the platform has to deliver again. If none could be
   * answered whatever it holds, the call fails: metrics show that, and the platform slows down.
   */
  byte[] report(Call call, int most) {
    if (telling != null && ids.size() == records && !mayBeOnes(Problem.of(telling))) {
      throw exception(telling);
    }
    if (telling != null) {
      LOG.warn(
          "request {}: {} of {} {} failed and will come again; '{}' by: {}",
          call.requestId(),
          ids.size(),
          records,
          what,
          tellingId,
          new Outcome.Failure<>(telling).message(),
          Problem.of(telling) == Problem.INTERNAL ? telling : null);
    }
    JsonSink json = new JsonSink();
    json.beginObject().name("batchItemFailures").beginArray();
    ids.stream()
        .limit(most)
        .forEach(id -> json.beginObject().field("itemIdentifier", id).endObject());
    return json.endArray().endObject().toUtf8();
  }

  /** Fails the call if anything is undone, by an exception of the kind that tells most. */
  void throwIfAny() {
    if (telling != null) {
      throw exception(telling);
    }
  }

  private RuntimeException exception(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    String message =
        what
            + ": "
            + ids.size()
            + " of "
            + records
            + " failed, '"
            + tellingId
            + "' by: "
            + cause.getMessage();
    return switch (Problem.of(cause)) {
      case INVALID_INPUT -> new InvalidInputException(message, cause);
      case UNAVAILABLE -> new ModelUnavailableException(message, cause);
      case OVERLOADED -> new OverloadedException(message);
      case DEADLINE_EXCEEDED -> new DeadlineExceededException(message, cause);
      case CONFIGURATION -> new ConfigurationException(message, cause);
      case MODEL_BROKEN -> new ModelBrokenException(message, cause);
      case INTERNAL -> new IllegalStateException(message, cause);
    };
  }

  private static boolean isItsOwn(Throwable cause) {
    return Problem.of(cause) == Problem.INVALID_INPUT;
  }

  /** Tells whether one record alone may fail by a problem, without the function being unable. */
  private static boolean mayBeOnes(Problem problem) {
    return switch (problem) {
      case UNAVAILABLE, CONFIGURATION, MODEL_BROKEN -> false;
      case INVALID_INPUT, OVERLOADED, DEADLINE_EXCEEDED, INTERNAL -> true;
    };
  }
}
