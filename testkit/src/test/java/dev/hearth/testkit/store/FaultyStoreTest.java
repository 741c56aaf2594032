package dev.hearth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.FileDigest;
import dev.hearth.spi.Alias;
import dev.hearth.spi.ModelDownload;
import dev.hearth.testkit.FakeTicker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class FaultyStoreTest {

  private static final ModelRef MINILM = ModelRef.parse("minilm@3");
  private static final ModelRef LATEST = ModelRef.parse("minilm@latest");

  private final InMemoryStore models =
      new InMemoryStore().publish(MINILM, new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
  private final FaultyStore store = new FaultyStore(models);

  @Test
  void open_nothingWrong_deliversAndCounts() throws Exception {
    ModelDownload download = open();
    assertThat(store.underWay()).isEqualTo(1);
    assertThat(download.bytes()).isEqualTo(8);
    assertThat(download.digest()).isPresent();
    assertThat(download.stream().readAllBytes()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    download.close();
    download.close();
    assertThat(store.underWay()).isZero();
    assertThat(store.opens()).isEqualTo(1);
    assertThat(store.bytesRead()).isEqualTo(8);
    assertThat(store.aborts()).isZero();
  }

  @Test
  void resolve_nothingWrong_answersAndCounts() {
    store.point(LATEST, "3");
    assertThat(store.resolve(LATEST, null, Deadline.none()))
        .isEqualTo(new Alias.Version("3", "\"3\""));
    assertThat(store.resolves()).isEqualTo(1);
  }

  @Test
  void open_missing_isAConfigurationMistake() {
    store.fault(new Fault.Missing());
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(this::open)
        .withMessage(
            "model 'minilm@3': "
                + store.location()
                + " answered 404 NoSuchKey (expected: a published version); publish it");
    assertThat(store.opens()).isEqualTo(1);
    assertThat(store.underWay()).isZero();
  }

  @Test
  void open_refused_isAConfigurationMistake() {
    store.fault(new Fault.Refused());
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(this::open)
        .withMessageContaining("403 AccessDenied");
  }

  @Test
  void open_busy_isUnavailableUntilItIsNot() throws Exception {
    store.fault(new Fault.Busy());
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(this::open)
        .withMessageContaining("503 SlowDown");
    store.fault(new Fault.None());
    try (ModelDownload download = open()) {
      assertThat(download.stream().readAllBytes()).hasSize(8);
    }
    assertThat(store.opens()).isEqualTo(2);
  }

  @Test
  void resolve_busy_isUnavailable() {
    store.fault(new Fault.Busy());
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> store.resolve(LATEST, null, Deadline.none()));
  }

  @Test
  void manifest_nothingWrong_answersAndCounts() {
    models.put("minilm/3/manifest.json", new byte[] {1, 2});
    assertThat(store.manifest(MINILM, Deadline.none())).contains(new byte[] {1, 2});
    assertThat(store.manifests()).isEqualTo(1);
    assertThat(store.opens()).isZero();
  }

  @Test
  void manifest_missingOrRefused_seemsAbsent() {
    models.put("minilm/3/manifest.json", new byte[] {1, 2});
    store.fault(new Fault.Missing());
    assertThat(store.manifest(MINILM, Deadline.none())).isEmpty();
    store.fault(new Fault.Refused());
    assertThat(store.manifest(MINILM, Deadline.none())).isEmpty();
    assertThat(store.manifests()).isEqualTo(2);
  }

  @Test
  void manifest_busy_isUnavailable() {
    store.fault(new Fault.Busy());
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> store.manifest(MINILM, Deadline.none()));
  }

  @Test
  void open_fileOfABundle_isFaultyToo() throws Exception {
    models.put("minilm/3/fp32/graph.onnx", new byte[8]);
    BundleFile graph =
        new BundleFile("fp32/graph.onnx", new FileDigest(8, "00000000", Optional.empty()));
    store.fault(new Fault.Cut(5));
    try (ModelDownload download = store.open(MINILM, graph, Deadline.none())) {
      assertThat(download.stream().readNBytes(5)).hasSize(5);
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> download.stream().read());
    }
    assertThat(store.opens()).isEqualTo(1);
  }

  @Test
  void read_truncated_endsEarly() throws Exception {
    store.fault(new Fault.Truncated(5));
    try (ModelDownload download = open()) {
      assertThat(download.bytes()).isEqualTo(8);
      assertThat(download.stream().readAllBytes()).containsExactly(0, 1, 2, 3, 4);
    }
  }

  @Test
  void read_cut_failsAfterTheBeginning() throws Exception {
    store.fault(new Fault.Cut(5));
    try (ModelDownload download = open()) {
      assertThat(download.stream().readNBytes(5)).hasSize(5);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> download.stream().read())
          .withMessage("Connection reset after 5 bytes");
    }
  }

  @Test
  void read_corrupt_turnsOneByteOver() throws Exception {
    store.fault(new Fault.Corrupt(5));
    try (ModelDownload download = open()) {
      assertThat(download.stream().readNBytes(3)).containsExactly(0, 1, 2);
      assertThat(download.stream().readAllBytes()).containsExactly(3, 4, ~5, 6, 7);
    }
  }

  @Test
  void read_hanging_goesOnWhenReleased() throws Exception {
    store.fault(new Fault.Hanging(5));
    try (ModelDownload download = open()) {
      CompletableFuture<byte[]> reading = readAll(download);
      awaitWaiting();
      store.release();
      assertThat(reading.get(10, TimeUnit.SECONDS)).hasSize(8);
      assertThat(store.waiting()).isZero();
    }
  }

  @Test
  void read_hanging_failsWhenAborted() throws Exception {
    store.fault(new Fault.Hanging(0));
    try (ModelDownload download = open()) {
      CompletableFuture<byte[]> reading = readAll(download);
      awaitWaiting();
      download.abort();
      assertThat(reading)
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .withRootCauseInstanceOf(IOException.class);
    }
    assertThat(store.aborts()).isEqualTo(1);
  }

  @Test
  void read_slow_turnsTheClock() throws Exception {
    FakeTicker ticker = new FakeTicker();
    store.fault(new Fault.Slow(ticker, Duration.ofMillis(10)));
    try (ModelDownload download = open()) {
      assertThat(download.stream().readNBytes(4)).hasSize(4);
      assertThat(download.stream().readNBytes(4)).hasSize(4);
    }
    assertThat(ticker.elapsed()).isEqualTo(Duration.ofMillis(30));
  }

  @Test
  void open_slow_missesAShortDeadline() {
    FakeTicker ticker = new FakeTicker();
    store.fault(new Fault.Slow(ticker, Duration.ofMillis(10)));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> store.open(MINILM, Deadline.after(Duration.ofMillis(10), ticker)));
  }

  @Test
  void open_unanswering_endsAtTheDeadline() {
    store.fault(new Fault.Unanswering());
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> store.open(MINILM, Deadline.after(Duration.ofMillis(20))))
        .withMessageContaining("waiting for minilm@3");
  }

  @Test
  void open_unanswering_goesOnWhenReleased() throws Exception {
    store.fault(new Fault.Unanswering());
    CompletableFuture<ModelDownload> opening = CompletableFuture.supplyAsync(this::open);
    awaitWaiting();
    store.release();
    opening.get(10, TimeUnit.SECONDS).close();
  }

  @Test
  void fault_changed_leavesDownloadsUnderWay() throws Exception {
    try (ModelDownload download = open()) {
      store.fault(new Fault.Cut(0));
      assertThat(download.stream().readAllBytes()).hasSize(8);
    }
  }

  private ModelDownload open() {
    return store.open(MINILM, Deadline.none());
  }

  private void awaitWaiting() {
    while (store.waiting() == 0) {
      Thread.onSpinWait();
    }
  }

  private static CompletableFuture<byte[]> readAll(ModelDownload download) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return download.stream().readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
