package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.Ticker;
import dev.hearth.spi.ModelStore;
import dev.hearth.testkit.FakeTicker;
import dev.hearth.testkit.store.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A name that moves from version to version. */
final class AliasTest extends CacheTest {

  private static final Duration AGE = Duration.ofMinutes(1);

  private final FakeTicker ticker = new FakeTicker();
  private final TagWatch watch = new TagWatch(remote);

  @BeforeEach
  void publishVersionThree() {
    publish(MINILM, 3);
    models.point(LATEST, "3");
  }

  @Test
  void acquire_byTenThreads_resolvesOnce() throws Exception {
    remote.fault(new Fault.Unanswering());
    LayeredModelCache cache = open(builder());
    List<Threads.Call<Long>> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calls.add(Threads.start(() -> ask(cache, LATEST)).awaitStall());
    }
    Eventually.isTrue("the store is asked", () -> remote.waiting() == 1);
    remote.fault(new Fault.None()).release();
    for (Threads.Call<Long> call : calls) {
      assertThat(call.result()).isEqualTo(3);
    }
    assertThat(remote.resolves()).isEqualTo(1);
    assertThat(remote.opens()).isEqualTo(1);
  }

  @Test
  void acquire_young_isNotAskedAgain() {
    LayeredModelCache cache = open(builder());
    assertThat(ask(cache, LATEST)).isEqualTo(3);
    ticker.advance(AGE.minusNanos(1));
    assertThat(ask(cache, LATEST)).isEqualTo(3);
    assertThat(remote.resolves()).isEqualTo(1);
  }

  @Test
  void acquire_oldAndNotMoved_sendsTheTagAndLoadsNothing() {
    LayeredModelCache cache = open(builder());
    assertThat(ask(cache, LATEST)).isEqualTo(3);
    ticker.advance(AGE);
    assertThat(ask(cache, LATEST)).isEqualTo(3);
    Eventually.isTrue("the store is asked again", () -> watch.answers().size() == 2);
    assertThat(watch.tags()).containsExactly("none", "\"3\"");
    assertThat(watch.answers()).containsExactly("3", "unchanged");
    Eventually.isTrue("nobody asks", () -> Threads.loading().isEmpty());
    assertThat(ask(cache, LATEST)).isEqualTo(3);
    assertThat(remote.resolves()).isEqualTo(2);
    assertThat(runtime.loads()).isEqualTo(1);
  }

  @Test
  void acquire_moved_answersWithTheOldUntilTheNewIsLoaded() throws Exception {
    LayeredModelCache cache = open(builder());
    Lease<Model> old = cache.model("minilm").acquire(Deadline.none());
    publish(MINILM.withVersion("4"), 4);
    models.point(LATEST, "4");
    CountDownLatch go = new CountDownLatch(1);
    runtime.onLoad(ref -> await(go));
    ticker.advance(AGE);
    assertThat(ask(cache, LATEST)).isEqualTo(3);
    Eventually.isTrue("version 4 is fetched", () -> remote.opens() == 2);
    assertThat(ask(cache, LATEST)).isEqualTo(3);
    go.countDown();
    Eventually.isTrue("the alias has moved", () -> Threads.loading().isEmpty());
    assertThat(ask(cache, LATEST)).isEqualTo(4);
    assertThat(ask(old)).isEqualTo(3);
    assertThat(runtime.closes()).isZero();
    old.close();
    assertThat(runtime.closes()).isEqualTo(1);
    assertThat(runtime.loads()).isEqualTo(2);
    assertThat(Files.readString(note())).isEqualTo("4\n\"4\"\n");
  }

  @Test
  void acquire_movedAndMemoryHoldsOneModel_loadsTheNewOnce() {
    LayeredModelCache cache = open(builder().memory(Bytes.of(LENGTH)));
    for (int i = 0; i < 20; i++) {
      assertThat(ask(cache, LATEST)).isEqualTo(3);
    }
    move(cache, "4", 4);
    for (int i = 0; i < 20; i++) {
      assertThat(ask(cache, LATEST)).isEqualTo(4);
    }
    assertThat(runtime.loads()).isEqualTo(2);
    assertThat(runtime.open()).isEqualTo(1);
  }

  @Test
  void acquire_movedWhileTheOldWasBeingLoaded_doesNotKeepTheOld() throws Exception {
    LayeredModelCache cache = open(builder());
    assertThat(ask(cache, LATEST)).isEqualTo(3);
    cache.forget(MINILM);
    CountDownLatch go = new CountDownLatch(1);
    runtime.onLoad(
        ref -> {
          if (ref.equals(MINILM)) {
            await(go);
          }
        });
    publish(MINILM.withVersion("4"), 4);
    models.point(LATEST, "4");
    ticker.advance(AGE);
    Threads.Call<Long> call = Threads.start(() -> ask(cache, LATEST));
    Eventually.isTrue("version 4 is loaded", () -> runtime.loads() == 2);
    Eventually.isTrue("only version 3 is under way", () -> Threads.loading().size() == 1);
    go.countDown();
    assertThat(call.result()).isEqualTo(3);
    Eventually.isTrue("version 3 is closed", () -> runtime.open() == 1);
    assertThat(ask(cache, LATEST)).isEqualTo(4);
    assertThat(runtime.loads()).isEqualTo(3);
  }

  @Test
  void acquire_movedToAMissingVersion_staysWithAWarning() {
    LayeredModelCache cache = open(builder());
    assertThat(ask(cache, LATEST)).isEqualTo(3);
    models.point(LATEST, "missing-" + System.identityHashCode(this));
    ticker.advance(AGE);
    assertThat(ask(cache, LATEST)).isEqualTo(3);
    Eventually.isTrue("the look has ended", () -> Threads.loading().isEmpty());
    assertThat(ask(cache, LATEST)).isEqualTo(3);
    assertThat(Logs.warnings("missing-" + System.identityHashCode(this)))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("alias 'minilm@latest' stays at 3: model 'minilm@missing-");
    assertThat(note()).hasContent("3\n\"3\"\n");
    move(cache, "4", 4);
    assertThat(ask(cache, LATEST)).isEqualTo(4);
  }

  @Test
  void acquire_storeDownOnRevalidation_staysAndAsksAgainLater() {
    LayeredModelCache cache = open(builder());
    assertThat(ask(cache, LATEST)).isEqualTo(3);
    remote.fault(new Fault.Busy());
    ticker.advance(AGE);
    assertThat(ask(cache, LATEST)).isEqualTo(3);
    Eventually.isTrue("the look has ended", () -> Threads.loading().isEmpty());
    assertThat(ask(cache, LATEST)).isEqualTo(3);
    assertThat(remote.resolves()).isEqualTo(2);
    remote.fault(new Fault.None());
    move(cache, "4", 4);
    assertThat(ask(cache, LATEST)).isEqualTo(4);
  }

  @Test
  void acquire_newProcess_sendsTheNotedTag() {
    assertThat(ask(open(builder()), LATEST)).isEqualTo(3);
    assertThat(note()).hasContent("3\n\"3\"\n");
    assertThat(ask(open(builder()), LATEST)).isEqualTo(3);
    assertThat(watch.tags()).containsExactly("none", "\"3\"");
    assertThat(watch.answers()).containsExactly("3", "unchanged");
    assertThat(remote.opens()).isEqualTo(1);
  }

  @Test
  void acquire_newProcessAndStoreDown_takesTheNotedVersionWithAWarning() {
    assertThat(ask(open(builder()), LATEST)).isEqualTo(3);
    remote.fault(new Fault.Busy());
    assertThat(ask(open(builder()), LATEST)).isEqualTo(3);
    assertThat(Logs.warnings(remote.location()))
        .containsExactly(
            "alias 'minilm@latest': taken as version 3, which it stood for when last asked: model"
                + " 'minilm@latest': "
                + remote.location()
                + " answered 503 SlowDown (expected: 200); retry later");
  }

  @Test
  void acquire_newProcessAndStoreHangs_takesTheNotedVersionInTime() {
    assertThat(ask(open(builder()), LATEST)).isEqualTo(3);
    remote.fault(new Fault.Unanswering());
    LayeredModelCache second = open(builder().ticker(Ticker.system()));
    assertThat(ask(second, LATEST, Deadline.after(Duration.ofSeconds(2)))).isEqualTo(3);
    assertThat(Logs.warnings(remote.location()))
        .hasSize(1)
        .first()
        .asString()
        .startsWith(
            "alias 'minilm@latest': taken as version 3, which it stood for when last asked: alias"
                + " 'minilm@latest': "
                + remote.location()
                + " did not answer within ");
  }

  @Test
  void acquire_storeDownAndNothingNoted_isUnavailable() {
    remote.fault(new Fault.Busy());
    LayeredModelCache cache = open(builder());
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> ask(cache, LATEST))
        .withMessage(
            "model 'minilm@latest': "
                + remote.location()
                + " answered 503 SlowDown (expected: 200); retry later");
    remote.fault(new Fault.None());
    assertThat(ask(cache, LATEST)).isEqualTo(3);
  }

  @Test
  void acquire_storeHangsAndNothingNoted_endsAtTheDeadline() {
    remote.fault(new Fault.Unanswering());
    LayeredModelCache cache = open(builder().ticker(Ticker.system()));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> ask(cache, LATEST, Deadline.after(Duration.ofMillis(100))))
        .withMessageStartingWith(
            "deadline passed while waiting for the version of alias 'minilm@latest' (budget 100 ms");
    remote.fault(new Fault.None());
    assertThat(ask(cache, LATEST)).isEqualTo(3);
  }

  @Test
  void acquire_storeHangsPastTheOpenWait_isUnavailable() {
    remote.fault(new Fault.Unanswering());
    LayeredModelCache cache =
        open(builder().ticker(Ticker.system()).openWait(Duration.ofMillis(100)));
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> ask(cache, LATEST))
        .withMessage(
            "alias 'minilm@latest': "
                + remote.location()
                + " did not answer within 100 ms (expected: the version it stands for); call"
                + " again");
  }

  @Test
  void acquire_pointsAtAMissingVersion_isAConfigurationMistake() {
    models.point(LATEST, "9");
    LayeredModelCache cache = open(builder());
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ask(cache, LATEST))
        .withMessageStartingWith("model 'minilm@9': ");
    move(cache, "4", 4);
    assertThat(ask(cache, LATEST)).isEqualTo(4);
  }

  @Test
  void acquire_malformedInTheStore_isBroken() {
    models.put(ModelStore.aliasPath(LATEST), "../../etc\n".getBytes(StandardCharsets.UTF_8));
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> ask(open(builder()), LATEST))
        .withMessageContaining("'../../etc'");
  }

  @Test
  void acquire_malformedNote_isAskedForAnew() throws Exception {
    for (String note : new String[] {"", "3", "../..\n\"3\"\n", "latest\n\"3\"\n", "a\nb\nc\n"}) {
      Files.createDirectories(note().getParent());
      Files.writeString(note(), note);
      assertThat(ask(open(builder()), LATEST)).isEqualTo(3);
      assertThat(note()).hasContent("3\n\"3\"\n");
    }
    Files.write(note(), new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\n', '\n'});
    assertThat(ask(open(builder()), LATEST)).isEqualTo(3);
    assertThat(watch.tags()).containsOnly("none");
  }

  @Test
  void acquire_diskOnly_takesTheNotedVersion() {
    assertThat(ask(open(builder()), LATEST)).isEqualTo(3);
    LayeredModelCache diskOnly =
        open(LayeredModelCache.builder().runtime(runtime).disk(folder(), QUOTA).ticker(ticker));
    assertThat(ask(diskOnly, LATEST)).isEqualTo(3);
    ticker.advance(AGE);
    assertThat(ask(diskOnly, LATEST)).isEqualTo(3);
    assertThat(remote.resolves()).isEqualTo(1);
  }

  @Test
  void acquire_diskOnlyAndNothingNoted_isAConfigurationMistake() {
    LayeredModelCache diskOnly =
        open(LayeredModelCache.builder().runtime(runtime).disk(folder(), QUOTA));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ask(diskOnly, LATEST))
        .withMessage(
            "alias 'minilm@latest': unknown (expected: a store that says which version it stands"
                + " for); configure a remote store or name a version");
  }

  @Test
  void acquire_revalidationSwitchedOff_neverAsksAgain() {
    LayeredModelCache cache = open(builder().revalidateAfter(ChronoUnit.FOREVER.getDuration()));
    assertThat(ask(cache, LATEST)).isEqualTo(3);
    ticker.advance(Duration.ofDays(10_000));
    assertThat(ask(cache, LATEST)).isEqualTo(3);
    assertThat(remote.resolves()).isEqualTo(1);
  }

  private LayeredModelCacheBuilder builder() {
    return LayeredModelCache.builder()
        .runtime(runtime)
        .remote(watch)
        .disk(folder(), QUOTA)
        .ticker(ticker);
  }

  /** Publishes a version, points the alias at it, and lets the cache find out. */
  private void move(LayeredModelCache cache, String version, long seed) {
    publish(MINILM.withVersion(version), seed);
    models.point(LATEST, version);
    ticker.advance(AGE);
    Threads.Call<Long> anyone = Threads.start(() -> tryToAsk(cache));
    Eventually.isTrue("asked once more", () -> anyone.task().isDone());
    Eventually.isTrue("the alias has moved", () -> Threads.loading().isEmpty());
  }

  private static long tryToAsk(LayeredModelCache cache) {
    try {
      return ask(cache, LATEST);
    } catch (ConfigurationException e) {
      return -1;
    }
  }

  private Path note() {
    return folder().resolve("minilm/latest");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
