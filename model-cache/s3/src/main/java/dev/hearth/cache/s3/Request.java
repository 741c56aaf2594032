package dev.hearth.cache.s3;

import dev.hearth.Deadline;
import dev.hearth.ModelUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One request on a thread of its own, which its caller can stop waiting for at any time: neither
 * name look-up, connecting nor reading can be interrupted in a platform thread.
 *
 * <p>What the caller leaves behind ends by itself, at the latest when the connect or read timeout
 * passes; its answer is discarded.
 *
 * @param <T> the answer
 */
final class Request<T> {

  private final LazyBucket bucket;
  private final Function<Bucket, T> ask;
  private final Consumer<T> afterwards;
  private final Consumer<T> discard;
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private volatile boolean asking;

  /**
   * Describes a request.
   *
   * @param bucket where to ask
   * @param ask asks; runs on the request's thread
   * @param afterwards runs on the same thread once the caller has the answer
   * @param discard frees an answer whose caller has left
   */
  Request(LazyBucket bucket, Function<Bucket, T> ask, Consumer<T> afterwards, Consumer<T> discard) {
    this.bucket = bucket;
    this.ask = ask;
    this.afterwards = afterwards;
    this.discard = discard;
  }

  /** Makes the request and waits for its answer, at most until the deadline. */
  T await(S3Object object, Deadline deadline) {
    Thread thread = new Thread(this::run, "hearth-s3 " + object.key());
    thread.setDaemon(true);
    thread.start();
    try {
      return deadline.isNone()
          ? answer.get()
          : answer.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw asUnchecked(e);
    } catch (TimeoutException e) {
      leave(thread);
      throw deadline.exceeded("waiting for " + object);
    } catch (InterruptedException e) {
      leave(thread);
      Thread.currentThread().interrupt();
      throw new ModelUnavailableException(
          object + " was not waited for: interrupted (expected: an answer); retry", e);
    }
  }

  private void run() {
    try {
      Bucket there = bucket.get();
      asking = true;
      if (answer.isDone()) {
        return;
      }
      T value = ask.apply(there);
      if (answer.complete(value)) {
        afterwards.accept(value);
      } else {
        discard.accept(value);
      }
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  /** Interrupts no thread that may be building the client for others, too. */
  private void leave(Thread thread) {
    if (answer.cancel(false)) {
      if (asking) {
        thread.interrupt();
      }
    } else if (!answer.isCompletedExceptionally()) {
      discard.accept(answer.join());
    }
  }

  private static RuntimeException asUnchecked(ExecutionException wrapped) {
    if (wrapped.getCause() instanceof Error failure) {
      throw failure;
    } else if (wrapped.getCause() instanceof RuntimeException failure) {
      return failure;
    }
    return new IllegalStateException("interrupted although nobody has left", wrapped);
  }
}
