package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.ConfigurationException;
import dev.hearth.InferenceException;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelStore;
import dev.hearth.testkit.FakeModel;
import dev.hearth.testkit.store.Fault;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a first call brings in, or why not; the same with and without a disk layer. */
final class FetchTest extends CacheTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_byTenThreads_fetchesAndLoadsOnce(boolean disk) throws Exception {
    publish(MINILM, 7);
    remote.fault(new Fault.Hanging(100));
    LayeredModelCache cache = cache(disk);
    List<Threads.Call<Long>> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calls.add(Threads.start(() -> ask(cache, MINILM)).awaitStall());
    }
    Eventually.isTrue("the transfer hangs", () -> remote.waiting() == 1);
    remote.release();
    for (Threads.Call<Long> call : calls) {
      assertThat(call.result()).isEqualTo(7);
    }
    assertThat(remote.opens()).isEqualTo(1);
    assertThat(runtime.loads()).isEqualTo(1);
    assertThat(remote.bytesRead()).isEqualTo(LENGTH);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_secondCall_asksNobody(boolean disk) {
    publish(MINILM, 7);
    LayeredModelCache cache = cache(disk);
    assertThat(ask(cache, MINILM)).isEqualTo(7);
    assertThat(ask(cache, MINILM)).isEqualTo(7);
    assertThat(remote.opens()).isEqualTo(1);
    assertThat(runtime.loads()).isEqualTo(1);
    Eventually.isTrue("the runtime was made ready", () -> runtime.prepares() == 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_emptyModel_isLeftToTheRuntimeToRefuse(boolean disk) {
    models.publish(MINILM, new byte[0]);
    assertFails(
        cache(disk),
        ModelBrokenException.class,
        disk
            ? "model 'minilm@3' of 0 bytes: has 0 bytes (expected: a whole FakeModel); publish it"
                + " again"
            : "model 'minilm@3' of 0 bytes: too short (expected: a whole FakeModel); publish it"
                + " again");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_missing_failsAndIsTriedAgain(boolean disk) {
    assertFailsOnce(
        disk,
        new Fault.Missing(),
        ConfigurationException.class,
        "model 'minilm@3': "
            + remote.location()
            + " answered 404 NoSuchKey (expected: a published version); publish it");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_refused_failsAndIsTriedAgain(boolean disk) {
    assertFailsOnce(
        disk,
        new Fault.Refused(),
        ConfigurationException.class,
        "model 'minilm@3': "
            + remote.location()
            + " answered 403 AccessDenied (expected: access); grant s3:GetObject");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_storeBusy_failsAndIsTriedAgain(boolean disk) {
    assertFailsOnce(
        disk,
        new Fault.Busy(),
        ModelUnavailableException.class,
        "model 'minilm@3': "
            + remote.location()
            + " answered 503 SlowDown (expected: 200); retry later");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_transferEndsEarly_failsAndIsTriedAgain(boolean disk) {
    assertFailsOnce(
        disk,
        new Fault.Truncated(100),
        ModelUnavailableException.class,
        "model 'minilm@3': its transfer ended after 100 bytes (expected: 1,000 bytes, as the store"
            + " announced); call again");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_connectionBreaks_failsAndIsTriedAgain(boolean disk) {
    assertFailsOnce(
        disk,
        new Fault.Cut(100),
        ModelUnavailableException.class,
        "model 'minilm@3': its transfer broke off after 100 bytes: Connection reset after 100 bytes"
            + " (expected: the whole model); call again");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_byteFlipped_failsAndIsTriedAgain(boolean disk) throws Exception {
    byte[] bytes = FakeModel.bytes(LENGTH, 7);
    String expected = ModelDigest.of(new ByteArrayInputStream(bytes)).crc32c();
    bytes[500] ^= (byte) 0xff;
    String seen = ModelDigest.of(new ByteArrayInputStream(bytes)).crc32c();
    assertFailsOnce(
        disk,
        new Fault.Corrupt(500),
        ModelBrokenException.class,
        "model 'minilm@3': crc32c "
            + seen
            + " (expected: "
            + expected
            + ", as in its digest); publish the model again");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_modelExchangedWithoutItsDigest_isFoundBySha256(boolean disk) throws Exception {
    byte[] bytes = FakeModel.bytes(LENGTH, 7);
    ModelDigest right = ModelDigest.of(new ByteArrayInputStream(bytes));
    ModelDigest forged =
        new ModelDigest(right.bytes(), right.crc32c(), Optional.of("0".repeat(64)));
    models.publish(MINILM, bytes);
    models.put(ModelStore.digestPath(MINILM), forged.text().getBytes(StandardCharsets.UTF_8));
    LayeredModelCache cache = open((disk ? withDisk() : withoutDisk()).integrity(Integrity.SHA256));
    assertFails(
        cache,
        ModelBrokenException.class,
        "model 'minilm@3': sha256 "
            + right.sha256().orElseThrow()
            + " (expected: "
            + "0".repeat(64)
            + ", as in its digest); publish the model again");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_runtimeRefusesTheBytes_fetchesAgainAfterRepublishing(boolean disk) {
    models.publish(MINILM, new byte[LENGTH]);
    LayeredModelCache cache = cache(disk);
    assertFails(
        cache,
        ModelBrokenException.class,
        "model 'minilm@3' of 1,000 bytes: does not begin as one (expected: a whole FakeModel);"
            + " publish it again");
    republish(MINILM, 8);
    assertThat(ask(cache, MINILM)).isEqualTo(8);
    assertThat(remote.opens()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_byTenThreadsOfAFailingLoad_allSeeTheSame(boolean disk) throws Exception {
    publish(MINILM, 7);
    remote.fault(new Fault.Hanging(100));
    LayeredModelCache cache = cache(disk);
    runtime.onLoad(
        ref -> {
          throw new ModelUnavailableException("no");
        });
    List<Threads.Call<Long>> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calls.add(Threads.start(() -> ask(cache, MINILM)).awaitStall());
    }
    remote.fault(new Fault.None()).release();
    for (Threads.Call<Long> call : calls) {
      assertThatExceptionOfType(ModelUnavailableException.class)
          .isThrownBy(call::result)
          .withMessage("no");
    }
    runtime.onLoad(ref -> {});
    assertThat(ask(cache, MINILM)).isEqualTo(7);
    assertThat(remote.opens()).isEqualTo(disk ? 1 : 2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_interruptedWhileLoading_leavesTheLoadToTheNext(boolean disk) throws Exception {
    publish(MINILM, 7);
    remote.fault(new Fault.Hanging(100));
    LayeredModelCache cache = cache(disk);
    Threads.Call<Long> call = Threads.start(() -> ask(cache, MINILM)).awaitStall();
    Eventually.isTrue("the transfer hangs", () -> remote.waiting() == 1);
    call.thread().interrupt();
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(call::result)
        .withMessage(
            "load of model 'minilm@3': the waiting thread was interrupted (expected: to wait until"
                + " it is loaded); call again");
    remote.fault(new Fault.None()).release();
    assertThat(ask(cache, MINILM)).isEqualTo(7);
    assertThat(remote.opens()).isEqualTo(1);
  }

  private LayeredModelCache cache(boolean disk) {
    return open(disk ? withDisk() : withoutDisk());
  }

  private void assertFailsOnce(
      boolean disk, Fault fault, Class<? extends InferenceException> type, String message) {
    publish(MINILM, 7);
    LayeredModelCache cache = cache(disk);
    remote.fault(fault);
    assertFails(cache, type, message);
    assertThat(FolderView.of(folder()).models()).isEqualTo(Collections.emptyList());
    remote.fault(new Fault.None());
    assertThat(ask(cache, MINILM)).isEqualTo(7);
    assertThat(remote.manifests()).isEqualTo(2);
    assertThat(runtime.loads()).isEqualTo(1);
  }

  private static void assertFails(
      LayeredModelCache cache, Class<? extends InferenceException> type, String message) {
    assertThatExceptionOfType(type).isThrownBy(() -> ask(cache, MINILM)).withMessage(message);
  }
}
