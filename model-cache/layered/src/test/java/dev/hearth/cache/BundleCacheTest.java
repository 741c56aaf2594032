package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.InferenceException;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelRef;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.spi.Alias;
import dev.hearth.spi.ModelDownload;
import dev.hearth.spi.ModelStore;
import dev.hearth.spi.PublishProgress;
import dev.hearth.testkit.store.TinyBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store with bundles, and which of their files were asked for. */
abstract class BundleCacheTest extends CacheTest {

  static final int WEIGHTS = 100_000;
  static final String GRAPH = "fp32/graph.onnx";
  static final String WEIGHTS_FILE = "fp32/weights.bin";
  static final String SAMPLE = "fp32/sample.json";
  static final TinyBundle.Variant FP32 = TinyBundle.Variant.fp32(WEIGHTS, 32);
  static final TinyBundle.Variant INT8 = TinyBundle.Variant.int8(0.97, WEIGHTS / 4, 8);

  /** The files that were opened, in that order. */
  final List<String> opened = new CopyOnWriteArrayList<>();

  /** What happens before a file is opened. */
  volatile Consumer<String> opening = path -> {};

  private final ModelStore spied = new Spied();

  LayeredModelCacheBuilder bundles() {
    return bundles(QUOTA);
  }

  LayeredModelCacheBuilder bundles(Bytes quota) {
    return LayeredModelCache.builder().runtime(runtime).remote(spied).disk(folder(), quota);
  }

  LayeredModelCacheBuilder diskOnly() {
    return LayeredModelCache.builder().runtime(runtime).disk(folder(), QUOTA);
  }

  LayeredModelCacheBuilder bundlesWithoutDisk() {
    return LayeredModelCache.builder().runtime(runtime).remote(spied);
  }

  BundleManifest publish(ModelRef ref, TinyBundle.Variant... variants) {
    try {
      Path source = Files.createTempDirectory(temp, "source");
      BundleManifest manifest = TinyBundle.write(source, ref, variants);
      models.publish(ref, source, PublishProgress.none());
      return manifest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Publishes a bundle and has another cache bring it to the folder. */
  void fill(TinyBundle.Variant... variants) {
    publish(MINILM, variants);
    ask(open(bundles()), MINILM);
    opened.clear();
  }

  Path file(String path) {
    return folder().resolve("minilm/3").resolve(path);
  }

  /** Returns the files of a version that the folder holds. */
  List<String> onDisk(ModelRef ref) {
    String version = ref.name() + "/" + ref.version() + "/";
    return FolderView.of(folder()).files().keySet().stream()
        .filter(path -> path.startsWith(version))
        .map(path -> path.substring(version.length()))
        .toList();
  }

  static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 2;
    Files.write(file, bytes);
  }

  static void cut(Path file, int length) throws IOException {
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
  }

  static Optional<String> variant(LayeredModelCache cache, ModelRef ref) {
    try (Lease<Model> lease = cache.model(ref.toString()).acquire(Deadline.none())) {
      return lease.get().loadReport().variant();
    }
  }

  static void assertFails(
      LayeredModelCache cache, Class<? extends InferenceException> type, String message) {
    assertThatExceptionOfType(type).isThrownBy(() -> ask(cache, MINILM)).withMessage(message);
  }

  private final class Spied implements ModelStore {

    @Override
    public String location() {
      return remote.location();
    }

    @Override
    public Optional<byte[]> manifest(ModelRef ref, Deadline deadline) {
      return remote.manifest(ref, deadline);
    }

    @Override
    public ModelDownload open(ModelRef ref, Deadline deadline) {
      return open(ModelStore.MODEL_FILE, () -> remote.open(ref, deadline));
    }

    @Override
    public ModelDownload open(ModelRef ref, BundleFile file, Deadline deadline) {
      return open(file.path(), () -> remote.open(ref, file, deadline));
    }

    private ModelDownload open(String path, Supplier<ModelDownload> open) {
      opened.add(path);
      opening.accept(path);
      return open.get();
    }

    @Override
    public Alias resolve(ModelRef alias, @Nullable String etag, Deadline deadline) {
      return remote.resolve(alias, etag, deadline);
    }

    @Override
    public void publish(ModelRef ref, Path model, PublishProgress progress) {
      remote.publish(ref, model, progress);
    }

    @Override
    public void point(ModelRef alias, String version) {
      remote.point(alias, version);
    }

    @Override
    public void close() {
      remote.close();
    }
  }
}
