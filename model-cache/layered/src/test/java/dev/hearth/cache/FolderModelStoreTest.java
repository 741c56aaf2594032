package dev.hearth.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelStore;
import dev.hearth.testkit.store.ModelStoreContract;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderModelStoreTest extends ModelStoreContract {

  private static final ModelRef MINILM = ModelRef.parse("minilm@3");
  private static final ModelRef LATEST = ModelRef.parse("minilm@latest");

  @TempDir private Path temp;

  @Override
  protected ModelStore createStore() {
    return FolderModelStore.at(root());
  }

  @Override
  protected void put(String path, byte[] bytes) throws IOException {
    Path file = root().resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  @Override
  protected void delete(String path) throws IOException {
    Files.delete(root().resolve(path));
  }

  @Test
  void location_isTheAbsolutePath() {
    assertThat(FolderModelStore.at(Path.of("models")).location())
        .isEqualTo(Path.of("models").toAbsolutePath().toString());
    assertThat(store()).hasToString("FolderModelStore[" + root() + "]");
  }

  @Test
  void at_looksAtNothing() {
    store().close();
    assertThat(root()).doesNotExist();
  }

  @Test
  void open_noFolder_saysSo() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store().open(MINILM, Deadline.none()))
        .withMessage(
            "model 'minilm@3': "
                + root().resolve("minilm/3/model.onnx")
                + " does not exist, nor does the folder "
                + root()
                + " (expected: a published version); correct the folder or publish to it");
  }

  @Test
  void open_noModel_saysSo() throws IOException {
    Files.createDirectory(root());
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store().open(MINILM, Deadline.none()))
        .withMessage(
            "model 'minilm@3': "
                + root().resolve("minilm/3/model.onnx")
                + " does not exist (expected: a published version); publish it or correct the name");
  }

  @Test
  void open_folderInPlaceOfModel_isUnavailable() throws IOException {
    Files.createDirectories(root().resolve("minilm/3/model.onnx"));
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> store().open(MINILM, Deadline.none()))
        .withMessageContaining("cannot be read");
  }

  /** Asked for directly: a test that runs as root can read everything. */
  @Test
  void unreadable_accessDenied_isAConfigurationMistake() {
    Path model = root().resolve("minilm/3/model.onnx");
    assertThat(
            FolderModelStore.unreadable(MINILM, model, new AccessDeniedException(model.toString())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("(expected: read permission)");
  }

  @Test
  void publish_leavesNothingElseBehind() throws IOException {
    Path file = Files.write(temp.resolve("my.onnx"), "model".getBytes(UTF_8));
    store().publish(MINILM, file);
    store().point(LATEST, "3");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store().publish(MINILM, file));
    assertThat(tree())
        .containsExactly(
            "minilm", "minilm/3", "minilm/3/model.digest", "minilm/3/model.onnx", "minilm/latest");
  }

  @Test
  void publish_givesTheUsualPermissions() throws IOException {
    Path file = Files.write(temp.resolve("my.onnx"), "model".getBytes(UTF_8));
    Path usualFolder = Files.createDirectory(temp.resolve("usual"));
    store().publish(MINILM, file);
    store().point(LATEST, "3");
    assertThat(Files.getPosixFilePermissions(root().resolve("minilm/3")))
        .isEqualTo(Files.getPosixFilePermissions(usualFolder));
    assertThat(Files.getPosixFilePermissions(root().resolve("minilm/3/model.onnx")))
        .isEqualTo(Files.getPosixFilePermissions(file));
    assertThat(Files.getPosixFilePermissions(root().resolve("minilm/latest")))
        .isEqualTo(Files.getPosixFilePermissions(file));
  }

  @Test
  void publish_besideDigestOfOtherBytes_givesWay() throws IOException {
    ModelDigest other = new ModelDigest(7, "00000000", Optional.empty());
    put("minilm/3/model.digest", other.text().getBytes(UTF_8));
    Path file = Files.write(temp.resolve("my.onnx"), "model".getBytes(UTF_8));
    Path digest = root().resolve("minilm/3/model.digest");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store().publish(MINILM, file))
        .withMessage(
            "model 'minilm@3': "
                + digest
                + " is there for other bytes than those of "
                + file
                + " (expected: a version that is new); publish under another version, or delete it"
                + " if its publication died");
    assertThat(tree()).containsExactly("minilm", "minilm/3", "minilm/3/model.digest");
  }

  @Test
  void publish_whereAFileIs_isUnavailable() throws IOException {
    Files.write(root(), new byte[0]);
    Path file = Files.write(temp.resolve("my.onnx"), "model".getBytes(UTF_8));
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> store().publish(MINILM, file))
        .withMessageContaining("cannot be written");
  }

  private Path root() {
    return temp.resolve("models");
  }

  private Stream<String> tree() throws IOException {
    try (Stream<Path> files = Files.walk(root())) {
      return files
          .filter(file -> !file.equals(root()))
          .map(file -> root().relativize(file).toString())
          .sorted()
          .toList()
          .stream();
    }
  }
}
