package dev.hearth.cache;

import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.ModelDownload;
import dev.hearth.spi.ModelStore;
import java.util.function.Function;

/**
 * Asks a store for what a load needs, for as long as the settings allow; a load that stalls while
 * it waits may be given up.
 *
 * @param settings the cache's settings
 */
record StoreRequests(CacheSettings settings) {

  /**
   * Opens a download. Until it is read to its end, giving the load up aborts it; the caller ends
   * that by {@link LoadContext#unabandonable}.
   */
  ModelDownload open(
      ModelRef ref,
      ModelStore store,
      LoadContext context,
      Function<Deadline, ModelDownload> request) {
    ModelDownload download = ask(ref, store, context, request);
    context.abandonable(download::abort);
    return download;
  }

  /** Asks a question and waits for the answer. */
  <T> T ask(ModelRef ref, ModelStore store, LoadContext context, Function<Deadline, T> question) {
    if (context.abandoned()) {
      throw new ModelUnavailableException("model '" + ref + "': its load was given up; call again");
    }
    context.abandonable(() -> {}); // The wait for an answer ends a request that hangs.
    return context.step("connect", () -> answer(ref, store, question));
  }

  private <T> T answer(ModelRef ref, ModelStore store, Function<Deadline, T> question) {
    try {
      return question.apply(Deadline.after(settings.openWait(), settings.ticker()));
    } catch (DeadlineExceededException e) {
      throw new ModelUnavailableException(
          "model '"
              + ref
              + "': "
              + store.location()
              + " did not answer within "
              + settings.openWait().toMillis()
              + " ms (expected: the beginning of the model); call again",
          e);
    }
  }
}
