package dev.hearth.testkit.function;

import dev.hearth.ConfigurationException;
import dev.hearth.DeadlineExceededException;
import dev.hearth.Inference;
import dev.hearth.InferenceBuilder;
import dev.hearth.InvalidInputException;
import dev.hearth.LazyModel;
import dev.hearth.Model;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.function.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The function that the contracts run: it shouts. Texts that begin with {@code fail} make it fail,
 * {@code park} makes it wait until the test lets it go on, {@code wait} until the call's deadline.
 * Bytes come back in reverse order.
 */
final class KitFunction {

  /** How long a test waits for what must happen. */
  static final int PATIENCE_SECONDS = 30;

  private final AtomicInteger items = new AtomicInteger();
  private final AtomicBoolean away = new AtomicBoolean();
  private final CountDownLatch parked = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /** Describes the function. */
  InferenceBuilder<?, ?> on(LazyModel model) {
    return on(model, false);
  }

  /** Describes the function; a strict one refuses fields that it does not know. */
  InferenceBuilder<?, ?> on(LazyModel model, boolean strict) {
    return Inference.builder("shout", model, new SayingCodec(strict), this::shout);
  }

  /** Returns how many items it was given, those included that were given again. */
  int items() {
    return items.get();
  }

  /** Says whether the text {@code when back} fails for now. */
  void away(boolean isAway) {
    away.set(isAway);
  }

  /** Blocks until a call is parked. */
  void awaitParked() {
    await(parked, "no call was parked");
  }

  /** Lets parked calls go on, now and from now on. */
  void release() {
    released.countDown();
  }

  private List<Saying> shout(Model model, List<Saying> sayings, Call call) {
    List<Saying> results = new ArrayList<>(sayings.size());
    for (Saying saying : sayings) {
      items.incrementAndGet();
      results.add(saying.raw() ? reversed(saying) : Saying.of(shout(saying.text(), call)));
    }
    return results;
  }

  private static Saying reversed(Saying saying) {
    StringBuilder turned = new StringBuilder(saying.text().length());
    for (int i = saying.text().length() - 1; i >= 0; i--) {
      turned.append(saying.text().charAt(i));
    }
    return new Saying(turned.toString(), true);
  }

  private String shout(String text, Call call) {
    switch (text) {
      case "fail input" -> throw new InvalidInputException("text: rude (expected: polite); be so");
      case "fail unavailable" -> throw new ModelUnavailableException("store: down; retry");
      case "fail deadline" -> throw new DeadlineExceededException("deadline passed; give time");
      case "fail configuration" -> throw new ConfigurationException("bucket: missing; name one");
      case "fail broken" -> throw new ModelBrokenException("model: corrupt; publish it again");
      case "fail internal" -> throw new IllegalStateException("the password is swordfish");
      case "fail error" -> throw new NoClassDefFoundError("secret/Internals");
      case "fail stack" -> throw new StackOverflowError();
      case "when back" -> requireBack();
      case "park" -> park();
      case "wait" -> watch(call);
      default -> {
        return text.toUpperCase(Locale.ROOT);
      }
    }
    return text.toUpperCase(Locale.ROOT);
  }

  private void requireBack() {
    if (away.get()) {
      throw new ModelUnavailableException("store: down; retry");
    }
  }

  private void park() {
    parked.countDown();
    await(released, "the test did not let the call go on");
  }

  /** Works like a run of a model does: until it is done, or the deadline has passed. */
  private void watch(Call call) {
    parked.countDown();
    try {
      if (!released.await(call.deadline().remainingNanos(), TimeUnit.NANOSECONDS)) {
        throw call.deadline().exceeded("shouting");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void await(CountDownLatch latch, String failure) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(failure);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(failure, e);
    }
  }
}
