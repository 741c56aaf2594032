package dev.hearth.cache.s3;

import static dev.hearth.cache.s3.S3Fixture.BUCKET;
import static dev.hearth.cache.s3.S3Fixture.S3;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import dev.hearth.spi.Alias;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelDownload;
import dev.hearth.spi.ModelStore;
import dev.hearth.testkit.store.FaultyLink;
import dev.hearth.testkit.store.ModelStoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class S3ModelStoreTest extends ModelStoreContract {

  private static final ModelRef MINILM = ModelRef.parse("minilm@3");
  private static final ModelRef LATEST = ModelRef.parse("minilm@latest");

  private final String prefix = "test/" + UUID.randomUUID();

  @Override
  protected ModelStore createStore() {
    S3.forgetRequests();
    return S3Fixture.builder(S3.endpoint()).prefix(prefix).build();
  }

  @Override
  protected void put(String path, byte[] bytes) {
    S3.put(BUCKET, prefix + "/" + path, bytes);
  }

  @Override
  protected void delete(String path) {
    S3.delete(BUCKET, prefix + "/" + path);
  }

  @Override
  protected Bytes largeModel() {
    return Bytes.mebibytes(32);
  }

  @Test
  void location_isTheAddress() {
    assertThat(store().location()).isEqualTo("s3://models/" + prefix);
    assertThat(store()).hasToString("S3ModelStore[s3://models/" + prefix + "]");
  }

  @Test
  void open_asksOnceForModelAndDigest() {
    put("minilm/3/model.onnx", new byte[10]);
    store().open(MINILM, Deadline.none()).close();
    assertThat(S3.requests())
        .containsExactly(
            "GET /models/" + prefix + "/minilm/3/model.onnx",
            "GET /models/" + prefix + "/minilm/3/model.digest");
  }

  @Test
  void open_missing_asksOnce() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store().open(MINILM, Deadline.none()));
    assertThat(S3.requests()).containsExactly("GET /models/" + prefix + "/minilm/3/model.onnx");
  }

  @Test
  void resolve_asksOnce() {
    store().point(LATEST, "3");
    S3.forgetRequests();
    Alias.Version version = (Alias.Version) store().resolve(LATEST, null, Deadline.none());
    assertThat(store().resolve(LATEST, version.etag(), Deadline.none()))
        .isEqualTo(new Alias.Unchanged());
    assertThat(S3.requests("GET", "/models/" + prefix + "/minilm/latest")).isEqualTo(2);
    assertThat(S3.requests()).hasSize(2);
  }

  @Test
  void publish_writesTheDigestBeforeTheModel(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("my.onnx"), "model".getBytes(UTF_8));
    store().publish(MINILM, file);
    String version = "/models/" + prefix + "/minilm/3/";
    assertThat(S3.requests())
        .containsExactly(
            "HEAD " + version + "model.onnx",
            "HEAD " + version + "manifest.json",
            "PUT " + version + "model.digest",
            "PUT " + version + "model.onnx");
    assertThat(new String(S3.get(BUCKET, prefix + "/minilm/3/model.digest"), UTF_8))
        .isEqualTo(
            """
            bytes 5
            crc32c aeb1bcc9
            sha256 9372c470eeadd5ecd9c3c74c2b3cb633f8e2f2fad799250a0f70d652b6b825e4
            """);
  }

  @Test
  void publish_again_saysSo(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("my.onnx"), "model".getBytes(UTF_8));
    store().publish(MINILM, file);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store().publish(MINILM, file))
        .withMessage(
            "model 'minilm@3': s3://models/"
                + prefix
                + "/minilm/3/model.onnx is already there (expected: a version that is new); publish"
                + " under another version");
  }

  @Test
  void publish_besideDigestOfOtherBytes_givesWay(@TempDir Path folder) throws Exception {
    ModelDigest other = new ModelDigest(7, "00000000", Optional.empty());
    put("minilm/3/model.digest", other.text().getBytes(UTF_8));
    Path file = Files.write(folder.resolve("my.onnx"), "model".getBytes(UTF_8));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store().publish(MINILM, file))
        .withMessage(
            "model 'minilm@3': s3://models/"
                + prefix
                + "/minilm/3/model.digest is there for other bytes than those of "
                + file
                + " (expected: a version that is new); publish under another version, or delete it"
                + " if its publication died");
    assertThat(S3.requests("PUT", "/models/" + prefix + "/minilm/3/model.onnx")).isZero();
  }

  @Test
  void open_unread_stopsTheSender() throws Exception {
    long length = 48L << 20;
    put("minilm/3/model.onnx", new byte[(int) length]);
    try (FaultyLink link = FaultyLink.to(S3.endpoint());
        S3ModelStore store = S3Fixture.builder(link.endpoint()).prefix(prefix).build();
        ModelDownload download = store.open(MINILM, Deadline.none())) {
      assertThat(download.stream().readNBytes(1 << 20)).hasSize(1 << 20);
      assertThat(link.delivered()).isLessThan(length / 2);
    }
  }

  @Test
  void open_again_usesConnectionsAgain() throws Exception {
    put("minilm/3/model.onnx", new byte[100_000]);
    try (FaultyLink link = FaultyLink.to(S3.endpoint());
        S3ModelStore store = S3Fixture.builder(link.endpoint()).prefix(prefix).build()) {
      for (int i = 0; i < 10; i++) {
        try (ModelDownload download = store.open(MINILM, Deadline.none())) {
          assertThat(download.stream().readAllBytes()).hasSize(100_000);
        }
      }
      assertThat(link.connections()).isLessThan(10);
    }
  }
}
