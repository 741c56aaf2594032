package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.hearth.Bytes;
import dev.hearth.LazyModel;
import dev.hearth.Signature;
import dev.hearth.testkit.FakeRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BuilderTest extends CacheTest {

  private final LayeredModelCacheBuilder builder = LayeredModelCache.builder();

  @Test
  void build_neitherDiskNorRemote_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.memory(Bytes.mebibytes(1)).build())
        .withMessage(
            "layers: memory only (expected: a disk folder or a remote store to load models from);"
                + " call disk(...) or remote(...)");
  }

  @Test
  void memory_twice_isRefused() {
    builder.memory(Bytes.of(1000));
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.memory(Bytes.of(2000)))
        .withMessage("memory was already set to 1,000 bytes");
  }

  @Test
  void disk_twice_isRefused() {
    builder.disk(folder(), Bytes.of(1000));
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.disk(folder(), Bytes.of(1000)))
        .withMessage("disk was already set to " + folder());
  }

  @Test
  void remote_twice_isRefused() {
    FolderModelStore store = FolderModelStore.at(folder());
    builder.remote(store);
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.remote(remote))
        .withMessage("remote was already set to FolderModelStore[" + folder() + "]");
  }

  @Test
  void runtime_twice_isRefused() {
    builder.runtime(runtime);
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.runtime(new FakeRuntime()))
        .withMessage("runtime was already set to " + runtime);
  }

  @Test
  void memory_zero_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.memory(Bytes.of(0)))
        .withMessage("memory: 0 bytes (expected: more than 0)");
  }

  @Test
  void disk_zeroQuota_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.disk(folder(), Bytes.of(0)))
        .withMessage("disk quota: 0 bytes (expected: more than 0)");
  }

  @Test
  void revalidateAfter_negative_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.revalidateAfter(Duration.ofSeconds(-1)))
        .withMessage("revalidateAfter: PT-1S (expected: 0 or more)");
  }

  @Test
  void openWait_zero_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.openWait(Duration.ZERO))
        .withMessage("openWait: PT0S (expected: more than 0)");
  }

  @Test
  void patience_negative_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.patience(Duration.ofNanos(-1)))
        .withMessage("patience: PT-0.000000001S (expected: 0 or more)");
  }

  @Test
  void build_andModel_touchNothing() throws Exception {
    publish(MINILM, 7);
    LayeredModelCache cache = open(withDisk());
    LazyModel model = cache.model(MINILM, Signature.any());
    assertThat(model.ref()).isEqualTo(MINILM);
    assertThat(model).hasToString("minilm@3");
    cache.close();
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).isEmpty();
    }
    assertThat(remote.opens() + remote.resolves() + runtime.prepares()).isZero();
  }

  @Test
  void build_defaultRuntime_touchesNothing() {
    LayeredModelCache cache = open(LayeredModelCache.builder().remote(remote));
    assertThat(cache.model("minilm").ref()).isEqualTo(LATEST);
  }

  @Test
  void build_relativeFolder_isResolvedAtOnce() {
    builder.disk(Path.of("models"), QUOTA);
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.disk(Path.of("models"), QUOTA))
        .withMessage("disk was already set to " + Path.of("models").toAbsolutePath());
  }
}
