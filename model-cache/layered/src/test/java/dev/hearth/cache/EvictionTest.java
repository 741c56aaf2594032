package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.platform.MemoryBudget;
import dev.hearth.testkit.FakeTicker;
import dev.hearth.testkit.store.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which models leave when there is no room, and when. */
final class EvictionTest extends CacheTest {

  private final FakeTicker ticker = new FakeTicker();
  private final Map<String, Duration> loadTimes = new HashMap<>();
  private final List<Integer> openAtLoad = new ArrayList<>();

  @BeforeEach
  void loadsTakeTheirTime() {
    runtime.onLoad(
        ref -> {
          openAtLoad.add(runtime.open());
          ticker.advance(loadTimes.getOrDefault(ref.version(), Duration.ofMillis(100)));
        });
  }

  @Test
  void acquire_noRoom_closesTheQuickestToLoad() {
    publishVersions(3);
    loadTimes.put("1", Duration.ofMillis(50));
    loadTimes.put("2", Duration.ofMillis(40));
    LayeredModelCache cache = cacheFor(2 * LENGTH);
    use(cache, 1, 2, 3);
    use(cache, 1);
    assertThat(runtime.loads()).isEqualTo(3);
    use(cache, 2);
    assertThat(runtime.loads()).isEqualTo(4);
  }

  @Test
  void acquire_noRoom_closesTheLargest() {
    publish(MINILM.withVersion("1"), 400, 1);
    publish(MINILM.withVersion("2"), 1200, 2);
    publish(MINILM.withVersion("3"), 500, 3);
    LayeredModelCache cache = cacheFor(2 * LENGTH);
    use(cache, 1, 2, 3);
    use(cache, 1);
    assertThat(runtime.loads()).isEqualTo(3);
  }

  @Test
  void acquire_transferTookLong_isNotPaidAgainWithTheModelOnDisk() {
    publishVersions(3);
    loadTimes.put("2", Duration.ofMillis(150));
    LayeredModelCache cache = cacheFor(2 * LENGTH);
    remote.fault(new Fault.Slow(ticker, Duration.ofSeconds(5)));
    use(cache, 1);
    remote.fault(new Fault.None());
    use(cache, 2, 3);
    use(cache, 2);
    assertThat(runtime.loads()).isEqualTo(3);
  }

  @Test
  void acquire_transferTookLongWithoutDisk_countsAsPartOfTheLoad() {
    publishVersions(3);
    loadTimes.put("2", Duration.ofMillis(150));
    LayeredModelCache cache = open(withoutDisk().memory(Bytes.of(2 * LENGTH)).ticker(ticker));
    remote.fault(new Fault.Slow(ticker, Duration.ofSeconds(5)));
    use(cache, 1);
    remote.fault(new Fault.None());
    use(cache, 2, 3);
    use(cache, 1);
    assertThat(runtime.loads()).isEqualTo(3);
  }

  @Test
  void acquire_noRoom_closesBeforeItLoads() {
    publishVersions(3);
    LayeredModelCache cache = cacheFor(LENGTH);
    use(cache, 1, 2, 3);
    assertThat(openAtLoad).containsExactly(0, 0, 0);
  }

  @Test
  void acquire_withoutDisk_closesBeforeTheTransfer() {
    publishVersions(2);
    LayeredModelCache cache = open(withoutDisk().memory(Bytes.of(LENGTH)).ticker(ticker));
    use(cache, 1, 2);
    assertThat(openAtLoad).containsExactly(0, 0);
  }

  @Test
  void acquire_loadFails_givesTheRoomBack() {
    publishVersions(4);
    LayeredModelCache cache = cacheFor(2 * LENGTH);
    use(cache, 1, 2);
    AtomicReference<String> bad = new AtomicReference<>("3");
    runtime.onLoad(
        ref -> {
          if (ref.version().equals(bad.get())) {
            throw new ModelUnavailableException("staged");
          }
        });
    assertThatExceptionOfType(ModelUnavailableException.class).isThrownBy(() -> use(cache, 3));
    assertThat(runtime.open()).isEqualTo(1);
    Eventually.isTrue("the load ended", () -> Threads.loading().isEmpty());
    use(cache, 4);
    assertThat(runtime.open()).isEqualTo(2);
  }

  @Test
  void acquire_platformLeavesLess_namesWhereTheLimitComesFrom() {
    publishVersions(1);
    LayeredModelCache cache =
        open(
            withDisk()
                .budget(
                    () ->
                        Optional.of(
                            new MemoryBudget(
                                Bytes.of(LENGTH - 1), "Lambda's 512 MiB less 140 MiB in use"))));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> use(cache, 1))
        .withMessage(
            "model 'minilm@1': 1,000 bytes (expected: at most 999 bytes: Lambda's 512 MiB less 140"
                + " MiB in use); give the function more memory or take a smaller variant");
    assertThat(runtime.loads()).isZero();
  }

  @Test
  void acquire_platformLeavesRoomForOne_holdsOne() {
    publishVersions(2);
    LayeredModelCache cache =
        open(
            withDisk()
                .ticker(ticker)
                .budget(() -> Optional.of(new MemoryBudget(Bytes.of(LENGTH), "little"))));
    use(cache, 1, 2);
    assertThat(runtime.open()).isEqualTo(1);
  }

  @Test
  void acquire_limitIsSet_platformIsNotAsked() {
    publishVersions(1);
    LayeredModelCache cache =
        open(
            withDisk()
                .memory(Bytes.of(LENGTH))
                .budget(
                    () -> {
                      throw new AssertionError("asked");
                    }));
    use(cache, 1);
    assertThat(runtime.open()).isEqualTo(1);
  }

  @Test
  void acquire_platformDoesNotTell_hasNoLimit() {
    publishVersions(9);
    LayeredModelCache cache = open(withDisk().ticker(ticker).budget(Optional::empty));
    use(cache, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(runtime.open()).isEqualTo(9);
  }

  @Test
  void acquire_manyThreadsAndLeases_holdsTheLimitButForModelsInUse() throws Exception {
    publishVersions(12);
    runtime.onLoad(ref -> {});
    LayeredModelCache cache = open(withDisk().memory(Bytes.of(3 * LENGTH)));
    long seed = ThreadLocalRandom.current().nextLong();
    AtomicLong thread = new AtomicLong();
    Threads.together(
        6,
        () -> {
          Random random = new Random(seed + thread.incrementAndGet());
          for (int i = 0; i < 300; i++) {
            ModelRef ref = MINILM.withVersion("" + (1 + random.nextInt(12)));
            try (Lease<Model> lease = cache.model(ref.toString()).acquire(Deadline.none())) {
              assertThat(ask(lease)).as("seed %s", seed).isPositive();
              // Three of the layer's and, at most, one in use or on its way for each thread.
              assertThat(runtime.open()).as("seed %s", seed).isLessThanOrEqualTo(3 + 2 * 6);
            }
          }
          return 0;
        });
    Eventually.isTrue("the loads ended", () -> Threads.loading().isEmpty());
    assertThat(runtime.open()).as("seed %s", seed).isBetween(1, 3);
  }

  private LayeredModelCache cacheFor(long limit) {
    return open(withDisk().memory(Bytes.of(limit)).ticker(ticker));
  }

  private void publishVersions(int count) {
    for (int version = 1; version <= count; version++) {
      publish(MINILM.withVersion("" + version), version);
    }
  }

  private static void use(LayeredModelCache cache, int... versions) {
    for (int version : versions) {
      assertThat(ask(cache, MINILM.withVersion("" + version))).isEqualTo(version);
    }
  }
}
