package dev.hearth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Caller;
import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.Ticker;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadThreads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A load that needs itself fails instead of waiting for ever. */
@Timeout(60)
class SelfDependentLoadTest {

  private final Map<String, SingleFlight<String>> fields = new ConcurrentHashMap<>();

  @Test
  void join_loadNeedsItself_fails() {
    need("a", "a");

    assertThat(failureOf("a"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "load of a: needs itself, a > a (expected: a load that finishes without its own"
                + " result); take the model out of its own loading code");
  }

  @Test
  void join_twoNeedEachOther_fail() {
    need("a", "b");
    need("b", "a");

    assertThat(failureOf("a"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageMatching("load of ([ab]): needs itself, \\1 > [ab] > \\1 \\(.*");
  }

  @Test
  void join_threeNeedEachOtherInARing_fail() {
    need("a", "b");
    need("b", "c");
    need("c", "a");

    assertThat(failureOf("a"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageMatching("load of ([abc]): needs itself, \\1 > [abc] > [abc] > \\1 \\(.*");
  }

  @Test
  void join_bothEndsOfARingBeginAtOnce_bothFail() {
    CyclicBarrier bothLoading = new CyclicBarrier(2);
    needAfter("a", "b", bothLoading);
    needAfter("b", "a", bothLoading);

    Caller<String> first = Caller.of(() -> join("a"));
    Caller<String> second = Caller.of(() -> join("b"));

    assertThat(List.of(first.failure(), second.failure()))
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageMatching("load of ([ab]): needs itself, \\1 > [ab] > \\1 \\(.*"));
  }

  @Test
  void join_ringOnOneThread_fails() {
    field("a", () -> join("b"), Runnable::run);
    field("b", () -> join("a"), Runnable::run);

    assertThat(failureOf("a"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("load of b: needs itself, b > a > b (");
  }

  @Test
  void join_ringThroughAFinishedLoadOnTheSameThread_fails() {
    field("leaf", () -> "leaf", Runnable::run);
    field("a", () -> join("leaf") + join("a"), Runnable::run);

    assertThat(failureOf("a"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("load of a: needs itself, a > a (");
  }

  @Test
  void join_ringWasBroken_worksAgain() {
    need("a", "b");
    need("b", "a");
    failureOf("a");

    field("b", () -> "b", LoadThreads.daemon("b"));

    assertThat(Caller.of(() -> join("a")).result()).isEqualTo("a(b)");
  }

  @Test
  void join_twoNeedTheSameThird_loadsAll() {
    need("a", "c");
    need("b", "c");
    field("c", () -> "c", LoadThreads.daemon("c"));

    Caller<String> a = Caller.of(() -> join("a"));
    Caller<String> b = Caller.of(() -> join("b"));

    assertThat(a.result()).isEqualTo("a(c)");
    assertThat(b.result()).isEqualTo("b(c)");
  }

  private void need(String name, String needed) {
    field(name, () -> name + "(" + join(needed) + ")", LoadThreads.daemon(name));
  }

  private void needAfter(String name, String needed, CyclicBarrier barrier) {
    field(
        name,
        () -> {
          try {
            barrier.await();
          } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
          }
          return join(needed);
        },
        LoadThreads.daemon(name));
  }

  private void field(String name, Supplier<String> load, Executor threads) {
    fields.put(
        name,
        new SingleFlight<>(
            name,
            context -> load.get(),
            new RecordingLanding(),
            threads,
            () -> new LoadContext(Ticker.system()),
            Duration.ZERO));
  }

  private String join(String name) {
    SingleFlight<String> field = fields.get(name);
    if (field == null) {
      throw new AssertionError("no field " + name);
    }
    return field.join(Deadline.none());
  }

  private Throwable failureOf(String name) {
    return Caller.of(() -> join(name)).failure();
  }
}
