package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelRef;
import dev.hearth.testkit.FakeTicker;
import dev.hearth.testkit.store.Fault;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Memory that does not hold all models. */
final class MemoryLimitTest extends CacheTest {

  private static final Bytes ROOM_FOR_TWO = Bytes.of(2 * LENGTH);

  @Test
  void acquire_noRoom_closesWhatWasUsedLess() {
    LayeredModelCache cache = open(withDisk().memory(ROOM_FOR_TWO).ticker(new FakeTicker()));
    publishVersions(3);
    use(cache, 1);
    use(cache, 2);
    use(cache, 1);
    use(cache, 3);
    assertThat(runtime.open()).isEqualTo(2);
    use(cache, 1);
    assertThat(runtime.loads()).isEqualTo(3);
    use(cache, 2);
    assertThat(runtime.loads()).isEqualTo(4);
  }

  @Test
  void acquire_newcomerUsedLessThanTheOthers_isLoadedOnce() {
    LayeredModelCache cache = cacheFor(Bytes.of(LENGTH + LENGTH / 2));
    publishVersions(2);
    for (int i = 0; i < 100; i++) {
      use(cache, 1);
    }
    for (int i = 0; i < 10; i++) {
      use(cache, 2);
    }
    assertThat(runtime.loads()).isEqualTo(2);
    assertThat(runtime.open()).isEqualTo(1);
  }

  @Test
  void acquire_sizesDiffer_countsBytes() {
    LayeredModelCache cache = cacheFor(Bytes.of(2000));
    publish(MINILM.withVersion("1"), 1500, 1);
    publish(MINILM.withVersion("2"), 400, 2);
    publish(MINILM.withVersion("3"), 100, 3);
    publish(MINILM.withVersion("4"), 32, 4);
    use(cache, 1);
    use(cache, 2);
    use(cache, 3);
    assertThat(runtime.open()).isEqualTo(3);
    use(cache, 4);
    assertThat(runtime.open()).isEqualTo(3);
    assertThat(runtime.closes()).isEqualTo(1);
  }

  @Test
  void acquire_asLargeAsTheLimit_staysLoaded() {
    LayeredModelCache cache = cacheFor(Bytes.of(LENGTH));
    publishVersions(1);
    use(cache, 1);
    use(cache, 1);
    assertThat(runtime.loads()).isEqualTo(1);
  }

  @Test
  void acquire_largerThanTheLimit_isAConfigurationMistake() {
    LayeredModelCache cache = cacheFor(Bytes.of(LENGTH - 1));
    publish(MINILM, 7);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ask(cache, MINILM))
        .withMessage(
            "model 'minilm@3': 1,000 bytes (expected: at most 999 bytes, the limit of the memory"
                + " layer); raise the limit or take a smaller variant");
    assertThat(runtime.loads()).isZero();
  }

  @Test
  void evict_leased_closesAfterTheLastLease() {
    LayeredModelCache cache = cacheFor(Bytes.of(LENGTH));
    publishVersions(2);
    Lease<Model> first = cache.model("minilm@1").acquire(Deadline.none());
    Lease<Model> second = cache.model("minilm@1").acquire(Deadline.none());
    use(cache, 2);
    assertThat(runtime.closes()).isZero();
    first.close();
    first.close();
    assertThat(runtime.closes()).isZero();
    assertThat(ask(second)).isEqualTo(1);
    second.close();
    assertThat(runtime.closes()).isEqualTo(1);
    use(cache, 1);
    assertThat(runtime.loads()).isEqualTo(3);
  }

  @Test
  void load_endsWhenItsCallersHaveLeft_countsAllTheSame() {
    publishVersions(2);
    LayeredModelCache cache = open(withDisk().memory(Bytes.of(LENGTH)).ticker(new FakeTicker()));
    use(cache, 1);
    remote.fault(new Fault.Hanging(10));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(
            () -> ask(cache, MINILM.withVersion("2"), Deadline.after(Duration.ofMillis(100))));
    remote.release();
    Eventually.isTrue(
        "version 2 is loaded and 1 closed", () -> runtime.loads() == 2 && runtime.closes() == 1);
    use(cache, 2);
    assertThat(runtime.loads()).isEqualTo(2);
  }

  @Test
  void acquire_eightThreadsTwentyModels_neverRunsAClosedOne() throws Exception {
    publishVersions(20);
    LayeredModelCache cache = cacheFor(Bytes.of(5 * LENGTH));
    long seed = ThreadLocalRandom.current().nextLong();
    AtomicLong thread = new AtomicLong();
    Threads.together(
        8,
        () -> {
          Random random = new Random(seed + thread.incrementAndGet());
          for (int i = 0; i < 500; i++) {
            int version = 1 + random.nextInt(20);
            assertThat(ask(cache, MINILM.withVersion("" + version)))
                .as("seed %s", seed)
                .isEqualTo(version);
          }
          return 0;
        });
    assertThat(runtime.misuses()).isEmpty();
    assertThat(runtime.open()).isPositive().isLessThanOrEqualTo(5);
    cache.close();
    assertThat(runtime.closes()).isEqualTo(runtime.loads()).isGreaterThan(20);
  }

  @Test
  void close_leased_closesAfterTheLease() {
    LayeredModelCache cache = cacheFor(ROOM_FOR_TWO);
    publishVersions(1);
    try (Lease<Model> lease = cache.model("minilm@1").acquire(Deadline.none())) {
      cache.close();
      cache.close();
      assertThat(ask(lease)).isEqualTo(1);
      assertThat(runtime.open()).isEqualTo(1);
    }
    assertThat(runtime.open()).isZero();
  }

  @Test
  void acquire_afterClose_isRefused() {
    LayeredModelCache cache = cacheFor(ROOM_FOR_TWO);
    cache.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> ask(cache, MINILM))
        .withMessage(
            "model 'minilm@3': the cache is closed (expected: open); close it after the last call");
  }

  @RepeatedTest(20)
  void close_duringALoad_closesWhatItBrings() throws Exception {
    publishVersions(1);
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    runtime.onLoad(
        ref -> {
          loading.countDown();
          await(go);
        });
    LayeredModelCache cache = cacheFor(ROOM_FOR_TWO);
    Threads.Call<Long> call = Threads.start(() -> ask(cache, MINILM.withVersion("1")));
    await(loading);
    cache.close();
    go.countDown();
    assertThat(call.result()).isEqualTo(1);
    Eventually.isTrue("the model is closed", () -> runtime.open() == 0);
    assertThat(runtime.loads()).isEqualTo(1);
  }

  @RepeatedTest(20)
  void close_duringAPreload_closesWhatItBrings() {
    publishVersions(1);
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    runtime.onLoad(
        ref -> {
          loading.countDown();
          await(go);
        });
    LayeredModelCache cache = cacheFor(ROOM_FOR_TWO);
    cache.model("minilm@1").preload();
    await(loading);
    cache.close();
    go.countDown();
    Eventually.isTrue("the model came and was closed", () -> runtime.closes() == 1);
  }

  private LayeredModelCache cacheFor(Bytes limit) {
    return open(withDisk().memory(limit));
  }

  private void publishVersions(int count) {
    for (int version = 1; version <= count; version++) {
      publish(MINILM.withVersion("" + version), version);
    }
  }

  private static void use(LayeredModelCache cache, int version) {
    ModelRef ref = MINILM.withVersion("" + version);
    assertThat(ask(cache, ref)).isEqualTo(version);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
