package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.ConfigurationException;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.spi.ModelDigest;
import dev.hearth.testkit.FakeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a second cache, as another process would have it, finds on disk. */
final class DiskHitTest extends CacheTest {

  @Test
  void acquire_filledByAnother_asksTheStoreNothing() {
    fill();
    LayeredModelCache second = open(withDisk());
    assertThat(foundIn(second, MINILM)).isEqualTo("disk");
    assertThat(ask(second, MINILM)).isEqualTo(7);
    assertThat(remote.opens()).isEqualTo(1);
    assertThat(remote.resolves()).isZero();
  }

  @Test
  void acquire_filled_liesInTheLayoutOfAStore() throws Exception {
    fill();
    assertThat(FolderView.of(folder()).files())
        .containsOnlyKeys(".lock", "minilm/3/model.digest", "minilm/3/model.onnx");
    assertThat(Files.readString(digest()))
        .isEqualTo("bytes 1000\ncrc32c " + ModelDigest.of(model()).crc32c() + "\n");
  }

  @Test
  void acquire_byteFlippedOnDisk_fetchesAgain() throws Exception {
    fill();
    String right = ModelDigest.of(model()).crc32c();
    byte[] bytes = Files.readAllBytes(model());
    bytes[500] ^= 1;
    Files.write(model(), bytes);
    assertFetchesAgain(
        "model 'minilm@3': crc32c "
            + ModelDigest.of(model()).crc32c()
            + " (expected: "
            + right
            + ", as in its digest); replace the file");
  }

  @Test
  void acquire_truncatedOnDisk_fetchesAgain() throws Exception {
    fill();
    Files.write(model(), FakeModel.bytes(900, 7));
    assertFetchesAgain(
        "model 'minilm@3': 900 bytes (expected: 1,000 bytes, as in its digest); replace the file");
  }

  @Test
  void acquire_emptyOnDisk_fetchesAgain() throws Exception {
    fill();
    Files.write(model(), new byte[0]);
    assertFetchesAgain(
        "model 'minilm@3': 0 bytes (expected: 1,000 bytes, as in its digest); replace the file");
  }

  @Test
  void acquire_malformedDigestOnDisk_fetchesAgain() throws Exception {
    fill();
    Files.writeString(digest(), "bytes ten\n");
    assertFetchesAgain(
        "digest of 'minilm@3' at "
            + digest()
            + ": For input string: \"ten\" (expected: lines 'bytes N', 'crc32c HEX' and optionally"
            + " 'sha256 HEX'); publish the model again");
  }

  @Test
  void acquire_garbledDigestOnDisk_fetchesAgain() throws Exception {
    fill();
    Files.write(digest(), new byte[] {(byte) 0xff, (byte) 0xfe, '\n'});
    assertFetchesAgain(
        "digest of 'minilm@3' at "
            + digest()
            + ": For input string: \"\" (expected: lines 'bytes N', 'crc32c HEX' and optionally"
            + " 'sha256 HEX'); publish the model again");
  }

  @Test
  void acquire_noDigestOnDisk_trustsTheFile() throws Exception {
    publish(MINILM, 7);
    Files.createDirectories(folder().resolve("minilm/3"));
    Files.write(model(), FakeModel.bytes(LENGTH, 8));
    assertThat(ask(open(withDisk()), MINILM)).isEqualTo(8);
    assertThat(remote.opens()).isZero();
  }

  @Test
  void acquire_noDigestAndBroken_fetchesOnTheNextCall() throws Exception {
    publish(MINILM, 7);
    Files.createDirectories(folder().resolve("minilm/3"));
    Files.write(model(), new byte[LENGTH]);
    LayeredModelCache cache = open(withDisk());
    assertThatExceptionOfType(ModelBrokenException.class).isThrownBy(() -> ask(cache, MINILM));
    assertThat(ask(cache, MINILM)).isEqualTo(7);
    assertThat(remote.opens()).isEqualTo(1);
  }

  @Test
  void acquire_modelWithoutRemoteIsBroken_failsAndLeavesTheFile() throws Exception {
    fill();
    Files.write(model(), FakeModel.bytes(900, 7));
    LayeredModelCache diskOnly = open(diskOnly());
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> ask(diskOnly, MINILM))
        .withMessage(
            "model 'minilm@3': 900 bytes (expected: 1,000 bytes, as in its digest); replace the"
                + " file");
    assertThat(model()).exists();
    assertThat(digest()).exists();
  }

  @Test
  void acquire_notOnDiskAndNoRemote_isAConfigurationMistake() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ask(open(diskOnly()), MINILM))
        .withMessage(
            "model 'minilm@3': not in the disk layer "
                + folder()
                + " (expected: there, for no remote store is configured); put it there or configure"
                + " the store that has it");
    assertThat(folder()).doesNotExist();
  }

  @Test
  void acquire_fileGoesAwayBetweenLookAndLoad_fetchesAgain() {
    fill();
    vanish(1);
    LayeredModelCache second = open(withDisk());
    assertThat(foundIn(second, MINILM)).isEqualTo("remote");
    assertThat(remote.opens()).isEqualTo(2);
    assertThat(Logs.warnings(folder().toString())).isEmpty();
  }

  @Test
  void acquire_fileGoesAwayAsOftenAsItComes_loadsFromMemory() {
    fill();
    vanish(2);
    LayeredModelCache second = open(withDisk());
    assertThat(ask(second, MINILM)).isEqualTo(7);
    assertThat(Logs.warnings(folder().toString()))
        .containsExactly(
            "disk layer "
                + folder()
                + ": cannot take model 'minilm@3': other models take its room as soon as it arrives"
                + " (expected: a writable folder with room for it); the model is kept in memory only"
                + " and every new process fetches it again: free space, raise the quota or name"
                + " another folder");
  }

  @Test
  void acquire_folderDeletedUnderARunningProcess_makesItAgain() throws Exception {
    fill();
    LayeredModelCache cache = open(withDisk());
    assertThat(ask(cache, MINILM)).isEqualTo(7);
    deleteFolder();
    ModelRef other = MINILM.withVersion("4");
    publish(other, 8);
    assertThat(ask(cache, MINILM)).isEqualTo(7);
    assertThat(ask(cache, other)).isEqualTo(8);
    assertThat(FolderView.of(folder()).models()).containsExactly("minilm/4/model.onnx");
    assertThat(Logs.warnings(folder().toString())).isEmpty();
  }

  private void fill() {
    publish(MINILM, 7);
    LayeredModelCache first = open(withDisk());
    assertThat(foundIn(first, MINILM)).isEqualTo("remote");
  }

  private LayeredModelCacheBuilder diskOnly() {
    return LayeredModelCache.builder().runtime(runtime).disk(folder(), QUOTA);
  }

  private void assertFetchesAgain(String why) {
    LayeredModelCache second = open(withDisk());
    assertThat(foundIn(second, MINILM)).isEqualTo("remote");
    assertThat(ask(second, MINILM)).isEqualTo(7);
    assertThat(remote.opens()).isEqualTo(2);
    assertThat(Logs.warnings(folder().toString()))
        .containsExactly("disk layer " + folder() + ": fetches 'minilm@3' again: " + why);
    assertThat(foundIn(open(withDisk()), MINILM)).isEqualTo("disk");
  }

  private void vanish(int times) {
    AtomicInteger left = new AtomicInteger(times);
    runtime.onLoad(
        ref -> {
          if (left.getAndDecrement() > 0) {
            delete(model());
          }
        });
  }

  private void deleteFolder() throws IOException {
    for (String file : FolderView.of(folder()).files().keySet()) {
      Files.delete(folder().resolve(file));
    }
    for (String empty : new String[] {"minilm/3", "minilm", ".parts", ""}) {
      Files.delete(folder().resolve(empty));
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path model() {
    return folder().resolve("minilm/3/model.onnx");
  }

  private Path digest() {
    return folder().resolve("minilm/3/model.digest");
  }
}
