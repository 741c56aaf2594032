package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.ModelRef;
import dev.hearth.testkit.FakeTicker;
import dev.hearth.testkit.store.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Several caches in one process on one folder, and folders of all sorts. */
final class SharedFolderTest extends CacheTest {

  @Test
  void acquire_whileAnotherFills_waitsForItsModel() throws Exception {
    publish(MINILM, 7);
    remote.fault(new Fault.Hanging(100));
    LayeredModelCache first = open(withDisk());
    Threads.Call<Long> filling = Threads.start(() -> ask(first, MINILM));
    Eventually.isTrue("the transfer hangs", () -> remote.waiting() == 1);
    remote.fault(new Fault.None());
    CountDownLatch waits = new CountDownLatch(1);
    LayeredModelCache second = open(withDisk().pause(noted(waits)));
    Threads.Call<String> waiting = Threads.start(() -> foundIn(second, MINILM));
    assertThat(waits.await(20, TimeUnit.SECONDS)).isTrue();
    remote.release();
    assertThat(filling.result()).isEqualTo(7);
    assertThat(waiting.result()).isEqualTo("disk");
    assertThat(remote.opens()).isEqualTo(1);
  }

  @Test
  void acquire_anotherFillStandsStill_fetchesItself() throws Exception {
    publish(MINILM, 7);
    remote.fault(new Fault.Hanging(100));
    LayeredModelCache first = open(withDisk());
    Threads.Call<Long> filling = Threads.start(() -> ask(first, MINILM));
    Eventually.isTrue("the transfer hangs", () -> remote.waiting() == 1);
    remote.fault(new Fault.None());
    LayeredModelCache second = open(withDisk().pause(nanos -> Thread.onSpinWait()));
    assertThat(foundIn(second, MINILM)).isEqualTo("remote");
    remote.release();
    assertThat(filling.result()).isEqualTo(7);
    assertThat(remote.opens()).isEqualTo(2);
    assertThat(Logs.warnings(folder().toString())).isEmpty();
  }

  @Test
  void acquire_anotherFillFails_fetchesItself() throws Exception {
    publish(MINILM, 7);
    remote.fault(new Fault.Hanging(100));
    LayeredModelCache first = open(withDisk().patience(Duration.ofMillis(1)));
    Threads.Call<Long> filling =
        Threads.start(() -> ask(first, MINILM, Deadline.after(Duration.ofMillis(300))));
    Eventually.isTrue("the transfer hangs", () -> remote.waiting() == 1);
    remote.fault(new Fault.None());
    LayeredModelCache second = open(withDisk());
    assertThat(foundIn(second, MINILM)).isEqualTo("remote");
    assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(filling::result);
  }

  @Test
  void acquire_givenUpWhileWaitingForAnother_opensNothing() throws Exception {
    publish(MINILM, 7);
    remote.fault(new Fault.Hanging(100));
    LayeredModelCache first = open(withDisk());
    Threads.Call<Long> filling = Threads.start(() -> ask(first, MINILM));
    Eventually.isTrue("the transfer hangs", () -> remote.waiting() == 1);
    FakeTicker ticker = new FakeTicker();
    CountDownLatch waits = new CountDownLatch(1);
    LayeredModelCache second =
        open(withDisk().ticker(ticker).patience(Duration.ofSeconds(5)).pause(noted(waits)));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> ask(second, MINILM, Deadline.after(Duration.ofMillis(100))));
    assertThat(waits.await(20, TimeUnit.SECONDS)).isTrue();
    ticker.advance(Duration.ofSeconds(5));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> ask(second, MINILM, Deadline.after(Duration.ofMillis(100))));
    Eventually.isTrue("the second load has ended", () -> Threads.loading().size() == 1);
    assertThat(remote.opens()).isEqualTo(1);
    assertThat(filling.task()).isNotDone();
  }

  @Test
  void acquire_anotherFillsAVersionOfLikeName_doesNotWait() {
    ModelRef one = MINILM.withVersion("1");
    ModelRef oneFive = MINILM.withVersion("1.5");
    publish(one, 1);
    publish(oneFive, 15);
    remote.fault(new Fault.Hanging(100));
    LayeredModelCache first = open(withDisk());
    Threads.Call<Long> filling = Threads.start(() -> ask(first, oneFive));
    Eventually.isTrue("the transfer hangs", () -> remote.waiting() == 1);
    remote.fault(new Fault.None());
    LayeredModelCache second =
        open(
            withDisk()
                .pause(
                    nanos -> {
                      throw new AssertionError("waits for another model");
                    }));
    assertThat(ask(second, one)).isEqualTo(1);
    assertThat(filling.task()).isNotDone();
  }

  @Test
  void acquire_eightCachesTogether_fetchOnceAndAgree() throws Exception {
    publish(MINILM, 300_000, 7);
    List<LayeredModelCache> eight = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      eight.add(open(withDisk()));
    }
    List<Long> answers =
        Threads.together(
            8,
            () -> {
              LayeredModelCache mine;
              synchronized (eight) {
                mine = eight.remove(0);
              }
              return ask(mine, MINILM);
            });
    assertThat(answers).hasSize(8).containsOnly(7L);
    assertThat(remote.bytesRead()).isEqualTo(300_000);
    assertThat(Logs.warnings(folder().toString())).isEmpty();
  }

  @Test
  void acquire_folderIsALink_worksAndCountsWhatIsThere() throws Exception {
    Files.createDirectories(folder());
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder());
    publish(MINILM, 7);
    publish(MINILM.withVersion("4"), 8);
    LayeredModelCache cache = open(withoutDisk().disk(link, Bytes.of(2000)));
    assertThat(ask(cache, MINILM)).isEqualTo(7);
    assertThat(ask(cache, MINILM.withVersion("4"))).isEqualTo(8);
    assertThat(FolderView.of(folder()).models()).containsExactly("minilm/4/model.onnx");
    assertThat(Logs.warnings(link.toString())).isEmpty();
  }

  @Test
  void acquire_oneFolderByTwoNames_isLockedAsOne() throws Exception {
    Files.createDirectories(folder());
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder());
    publish(MINILM, 7);
    remote.fault(new Fault.Hanging(100));
    LayeredModelCache first = open(withDisk());
    Threads.Call<Long> filling = Threads.start(() -> ask(first, MINILM));
    Eventually.isTrue("the transfer hangs", () -> remote.waiting() == 1);
    remote.fault(new Fault.None());
    CountDownLatch waits = new CountDownLatch(1);
    LayeredModelCache second = open(withoutDisk().disk(link, QUOTA).pause(noted(waits)));
    Threads.Call<String> waiting = Threads.start(() -> foundIn(second, MINILM));
    assertThat(waits.await(20, TimeUnit.SECONDS)).isTrue();
    remote.release();
    assertThat(filling.result()).isEqualTo(7);
    assertThat(waiting.result()).isEqualTo("disk");
    assertThat(remote.opens()).isEqualTo(1);
  }

  @Test
  void acquire_folderNameWithSpacesAndDots_works() {
    publish(MINILM, 7);
    Path odd = temp.resolve("a b/ c .. d/%20/.hidden");
    assertThat(ask(open(withoutDisk().disk(odd, QUOTA)), MINILM)).isEqualTo(7);
    assertThat(foundIn(open(withoutDisk().disk(odd, QUOTA)), MINILM)).isEqualTo("disk");
  }

  @Test
  void acquire_strangersInTheFolder_areLeftAlone() throws Exception {
    Files.createDirectories(folder().resolve("lost+found/deep/deeper"));
    Files.writeString(folder().resolve("README"), "hello");
    Files.writeString(folder().resolve("lost+found/deep/deeper/model.onnx"), "not ours");
    publish(MINILM, 7);
    assertThat(ask(open(withoutDisk().disk(folder(), Bytes.of(1300))), MINILM)).isEqualTo(7);
    assertThat(FolderView.of(folder()).files())
        .containsOnlyKeys(
            ".lock",
            "README",
            "lost+found/deep/deeper/model.onnx",
            "minilm/3/model.digest",
            "minilm/3/model.onnx");
  }

  private static Pause noted(CountDownLatch waits) {
    return nanos -> {
      waits.countDown();
      Pause.system().nanos(nanos);
    };
  }
}
