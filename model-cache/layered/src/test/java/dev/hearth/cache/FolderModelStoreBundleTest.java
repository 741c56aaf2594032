package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.ConfigurationException;
import dev.hearth.ModelRef;
import dev.hearth.spi.ModelStore;
import dev.hearth.testkit.store.BundleStoreContract;
import dev.hearth.testkit.store.TinyBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderModelStoreBundleTest extends BundleStoreContract {

  private static final ModelRef MINILM = ModelRef.parse("minilm@4");

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
  void publish_leavesNothingElse() throws IOException {
    store().publish(MINILM, bundle());
    assertThat(tree())
        .containsExactly(
            "minilm/4/fp32/graph.onnx",
            "minilm/4/fp32/sample.json",
            "minilm/4/fp32/tensors.json",
            "minilm/4/fp32/weights.bin",
            "minilm/4/manifest.json");
  }

  @Test
  void publish_fileThereWhole_isLeftAlone() throws IOException {
    Path bundle = bundle();
    put("minilm/4/fp32/weights.bin", Files.readAllBytes(bundle.resolve("fp32/weights.bin")));
    Path weights = root().resolve("minilm/4/fp32/weights.bin");
    Object there = Files.getAttribute(weights, "unix:ino");
    store().publish(MINILM, bundle);
    assertThat(Files.getAttribute(weights, "unix:ino")).isEqualTo(there);
  }

  @Test
  void publish_plainOverHalfABundle_saysSo() throws IOException {
    put("minilm/4/fp32/graph.onnx", new byte[10]);
    Path file = Files.write(temp.resolve("my.onnx"), new byte[10]);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store().publish(MINILM, file))
        .withMessage(
            "model 'minilm@4': "
                + root().resolve("minilm/4")
                + " is there and holds something else (expected: a version that is new); publish"
                + " under another version, or delete it if its publication died");
  }

  private Path bundle() throws IOException {
    Path bundle = temp.resolve("bundle");
    TinyBundle.write(bundle, MINILM, 100_000, 1);
    return bundle;
  }

  private Path root() {
    return temp.resolve("models");
  }

  private List<String> tree() throws IOException {
    try (Stream<Path> files = Files.walk(root())) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root().relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
