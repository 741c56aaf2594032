package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Bytes;
import dev.hearth.ModelRef;
import dev.hearth.testkit.FakeModel;
import dev.hearth.testkit.store.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A folder that does not hold all models. */
final class QuotaTest extends CacheTest {

  /** Two models of a thousand bytes and their digests. */
  private static final Bytes ROOM_FOR_TWO = Bytes.of(2 * 1256);

  private final AtomicLong seconds = new AtomicLong(1_700_000_000);

  @Test
  void acquire_folderFull_evictsWhatWasUsedLongestAgo() {
    LayeredModelCache cache = cacheForTwo();
    publishVersions(4);
    use(cache, 1);
    use(cache, 2);
    assertModels("minilm/1", "minilm/2");
    use(cacheForTwo(), 1);
    use(cache, 3);
    assertModels("minilm/1", "minilm/3");
    assertThat(Logs.infos(folder().toString()))
        .containsExactly(
            "disk layer "
                + folder()
                + ": evicted minilm/2, 1,256 bytes, to stay under 2,512 bytes");
    use(cache, 4);
    assertModels("minilm/3", "minilm/4");
    assertThat(Logs.warnings(folder().toString())).isEmpty();
  }

  @Test
  void acquire_evictedFromDisk_staysInMemory() {
    LayeredModelCache cache = cacheForTwo();
    publishVersions(3);
    for (int version = 1; version <= 3; version++) {
      use(cache, version);
    }
    use(cache, 1);
    assertThat(remote.opens()).isEqualTo(3);
  }

  @Test
  void acquire_largerThanTheQuota_isKeptInMemoryWithAWarning() {
    publish(MINILM, 7);
    LayeredModelCache cache = open(withoutDisk().disk(folder(), Bytes.of(1000)));
    assertThat(ask(cache, MINILM)).isEqualTo(7);
    assertThat(Logs.warnings(folder().toString()))
        .containsExactly(cannotTake(MINILM, "1,000 bytes do not fit the quota of 1,000 bytes"));
    assertThat(FolderView.of(folder()).files()).isEmpty();
  }

  @Test
  void acquire_handPlacedModels_countAndAreEvicted() throws Exception {
    publishVersions(2);
    Path byHand = Files.createDirectories(folder().resolve("old/1"));
    Files.write(byHand.resolve("model.onnx"), new byte[1500]);
    use(cacheForTwo(), 1);
    assertModels("minilm/1");
  }

  @Test
  void acquire_namesLikeFilesOfTheLayout_areNotTakenForModels() {
    ModelRef odd = ModelRef.parse("model.onnx@model.onnx");
    publish(odd, 5);
    publishVersions(3);
    LayeredModelCache cache = cacheForTwo();
    seconds.incrementAndGet();
    assertThat(ask(cache, odd)).isEqualTo(5);
    use(cache, 1);
    use(cache, 2);
    assertModels("minilm/1", "minilm/2");
    assertThat(Logs.warnings(folder().toString())).isEmpty();
  }

  @Test
  void acquire_roomTakenByAnothersPart_isKeptInMemoryWithAWarning() throws Exception {
    publishVersions(2);
    LayeredModelCache cache = cacheForTwo();
    use(cache, 1);
    try (PartFile part = PartFile.create(folder().resolve(".parts"), "other@1", 1300)) {
      assertThat(Files.size(Path.of(part.toString()))).isEqualTo(1300);
      use(cache, 2);
      assertModels();
      assertThat(Logs.warnings(folder().toString()))
          .containsExactly(
              cannotTake(
                  MINILM.withVersion("2"),
                  "1,556 bytes of the quota of 2,512 bytes are taken by models on their way in"));
    }
  }

  @Test
  void acquire_ownPartUnderWay_countsAtFullLengthFromTheBeginning() throws Exception {
    publishVersions(2);
    remote.fault(new Fault.Hanging(10));
    LayeredModelCache cache = open(withoutDisk().disk(folder(), Bytes.of(2000)));
    Threads.Call<Long> first = Threads.start(() -> ask(cache, MINILM.withVersion("1")));
    Eventually.isTrue("the transfer hangs", () -> remote.waiting() == 1);
    assertThat(FolderView.of(folder()).bytes()).isEqualTo(1000);
    remote.fault(new Fault.None());
    assertThat(ask(cache, MINILM.withVersion("2"))).isEqualTo(2);
    assertThat(Logs.warnings(folder().toString())).hasSize(1);
    remote.release();
    assertThat(first.result()).isEqualTo(1);
    assertModels("minilm/1");
  }

  @Test
  void acquire_eightThreadsTwelveModels_neverPassesTheQuota() throws Exception {
    for (int version = 1; version <= 12; version++) {
      publish(MINILM.withVersion("" + version), 40_000 + 1000 * version, version);
    }
    Bytes quota = Bytes.of(170_000);
    List<LayeredModelCache> both =
        List.of(
            open(withoutDisk().disk(folder(), quota).memory(Bytes.of(60_000))),
            open(withoutDisk().disk(folder(), quota).memory(Bytes.of(60_000))));
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong most = new AtomicLong();
    Threads.Call<Long> watch =
        Threads.start(
            () -> {
              while (!over.get()) {
                most.accumulateAndGet(FolderView.ofLocked(folder()).bytes(), Math::max);
                LockSupport.parkNanos(3_000_000);
              }
              return most.get();
            });
    long seed = ThreadLocalRandom.current().nextLong();
    AtomicLong thread = new AtomicLong();
    Threads.together(
        8,
        () -> {
          Random random = new Random(seed + thread.incrementAndGet());
          for (int i = 0; i < 25; i++) {
            int version = 1 + random.nextInt(12);
            assertThat(ask(both.get(random.nextInt(2)), MINILM.withVersion("" + version)))
                .as("seed %s", seed)
                .isEqualTo(version);
          }
          return 0;
        });
    over.set(true);
    assertThat(watch.result()).isLessThanOrEqualTo(quota.value());
    assertThat(FolderView.of(folder()).bytes()).isPositive();
  }

  @Test
  void acquire_leftoversOfDeadProcesses_areRemovedAndDoNotCount() throws Exception {
    Path parts = Files.createDirectories(folder().resolve(".parts"));
    String dead = "minilm@1.3d0a9d3e-7c4b-4a55-8f0e-0d1f0d3c2b1a.part";
    Files.write(parts.resolve(dead), new byte[2000]);
    Files.createFile(parts.resolve(dead + ".lock"));
    Files.write(parts.resolve("other@1.00000000-0000-0000-0000-000000000000.part"), new byte[9]);
    Files.createFile(parts.resolve("a@1.11111111-1111-1111-1111-111111111111.part.lock"));
    Files.writeString(parts.resolve("22222222-2222-2222-2222-222222222222.tmp"), "half a dig");
    publishVersions(2);
    LayeredModelCache cache = cacheForTwo();
    use(cache, 1);
    use(cache, 2);
    assertModels("minilm/1", "minilm/2");
    assertThat(FolderView.of(folder()).unfinished()).isEmpty();
    assertThat(Logs.infos(folder().toString()))
        .hasSize(2)
        .contains(
            "disk layer "
                + folder()
                + ": removed "
                + parts.resolve(dead)
                + ", left by a process that died");
  }

  @Test
  void acquire_evictedWhileItIsLoaded_isLoadedAllTheSame() {
    publishVersions(3);
    LayeredModelCache cache = cacheForTwo();
    LayeredModelCache other = cacheForTwo();
    use(cache, 1);
    LayeredModelCache reader = cacheForTwo();
    runtime.onLoad(
        ref -> {
          if (ref.version().equals("1")) {
            use(other, 2);
            use(other, 3); // Evicts version 1, which the reader has just found.
          }
        });
    use(reader, 1);
    assertThat(remote.opens()).isGreaterThan(3);
  }

  private LayeredModelCache cacheForTwo() {
    return open(
        withoutDisk()
            .disk(folder(), ROOM_FOR_TWO)
            .clock(() -> Instant.ofEpochSecond(seconds.get())));
  }

  private void use(LayeredModelCache cache, int version) {
    seconds.incrementAndGet();
    assertThat(ask(cache, MINILM.withVersion("" + version))).isEqualTo(version);
  }

  private void publishVersions(int count) {
    for (int version = 1; version <= count; version++) {
      models.publish(MINILM.withVersion("" + version), FakeModel.bytes(LENGTH, version));
    }
  }

  private void assertModels(String... versions) {
    assertThat(FolderView.of(folder()).models())
        .containsExactly(
            List.of(versions).stream().map(name -> name + "/model.onnx").toArray(String[]::new));
  }

  private String cannotTake(ModelRef ref, String why) {
    return DiskUnusableTest.cannotTake(folder(), ref, why);
  }
}
