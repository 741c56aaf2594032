package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelRef;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.spi.ModelStore;
import dev.hearth.testkit.FakeModel;
import dev.hearth.testkit.FakeRuntime;
import dev.hearth.testkit.store.Fault;
import dev.hearth.testkit.store.FaultyStore;
import dev.hearth.testkit.store.InMemoryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store with models, a folder, and the caches over them. After each test nothing may be left: no
 * loaded model, no download, no thread, nothing unfinished in the folder.
 */
@Timeout(60)
abstract class CacheTest {

  static final ModelRef MINILM = ModelRef.parse("minilm@3");
  static final ModelRef LATEST = ModelRef.parse("minilm@latest");
  static final Bytes QUOTA = Bytes.mebibytes(10);
  static final int LENGTH = 1000;

  @TempDir Path temp = Path.of("");

  final InMemoryStore models = new InMemoryStore();
  final FaultyStore remote = new FaultyStore(models);
  final FakeRuntime runtime = new FakeRuntime();
  final List<LayeredModelCache> caches = new ArrayList<>();

  @AfterEach
  final void nothingIsLeft() throws Exception {
    remote.fault(new Fault.None()).release();
    caches.forEach(LayeredModelCache::close);
    Eventually.isTrue("no load thread is left", () -> Threads.loading().isEmpty());
    assertThat(runtime.misuses()).isEmpty();
    Eventually.isTrue("all models are closed", () -> runtime.open() == 0);
    assertThat(remote.underWay()).as("downloads under way").isZero();
    assertThat(FolderView.of(folder()).unfinished()).isEmpty();
    assertThat(FolderView.openFiles(temp)).isEmpty();
  }

  /** Where the disk layer is; not there yet. */
  Path folder() {
    return temp.resolve("models");
  }

  LayeredModelCacheBuilder withoutDisk() {
    return LayeredModelCache.builder().runtime(runtime).remote(remote);
  }

  LayeredModelCacheBuilder withDisk() {
    return withoutDisk().disk(folder(), QUOTA);
  }

  /** Builds a cache that is closed after the test. */
  LayeredModelCache open(LayeredModelCacheBuilder builder) {
    LayeredModelCache cache = builder.build();
    caches.add(cache);
    return cache;
  }

  void publish(ModelRef ref, long seed) {
    publish(ref, LENGTH, seed);
  }

  void publish(ModelRef ref, int length, long seed) {
    models.publish(ref, FakeModel.bytes(length, seed));
  }

  /** Publishes other bytes under a version that is there already. */
  void republish(ModelRef ref, long seed) {
    models.delete(ModelStore.modelPath(ref));
    publish(ref, seed);
  }

  /** Calls a model once and returns what it answers. */
  static long ask(LayeredModelCache cache, ModelRef ref) {
    return ask(cache, ref, Deadline.none());
  }

  static long ask(LayeredModelCache cache, ModelRef ref, Deadline deadline) {
    try (Lease<Model> lease = cache.model(ref.toString()).acquire(deadline)) {
      return ask(lease);
    }
  }

  static long ask(Lease<Model> lease) {
    Tensors nothing = Tensors.of(Map.<String, Tensor>of());
    try (Tensors answer = lease.get().run(nothing, Deadline.none())) {
      return answer.get(FakeModel.OUTPUT).longs().get(0);
    }
  }

  /** Calls a model once and returns the layer that had it. */
  static String foundIn(LayeredModelCache cache, ModelRef ref) {
    try (Lease<Model> lease = cache.model(ref.toString()).acquire(Deadline.none())) {
      return lease.get().loadReport().foundIn();
    }
  }
}
