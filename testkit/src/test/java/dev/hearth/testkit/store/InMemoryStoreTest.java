package dev.hearth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import dev.hearth.spi.ModelDownload;
import dev.hearth.spi.ModelStore;
import org.junit.jupiter.api.Test;

final class InMemoryStoreTest extends ModelStoreContract {

  private final InMemoryStore store = new InMemoryStore();

  @Override
  protected ModelStore createStore() {
    return store;
  }

  @Override
  protected void put(String path, byte[] bytes) {
    store.put(path, bytes);
  }

  @Override
  protected void delete(String path) {
    store.delete(path);
  }

  @Override
  protected boolean streams() {
    return false;
  }

  /** Not a test here: this store holds models on the heap. */
  @Override
  void open_large_streams() {}

  /** Not a test here: this store has nothing to read ahead of. */
  @Override
  void abort_duringReads_failsTheNext() {}

  @Test
  void publish_bytes_canBeOpened() throws Exception {
    ModelRef ref = ModelRef.parse("minilm@3");
    store.publish(ref, new byte[] {1, 2, 3});
    try (ModelDownload download = store.open(ref, Deadline.none())) {
      assertThat(download.stream().readAllBytes()).containsExactly(1, 2, 3);
      assertThat(download.digest()).isPresent();
    }
  }
}
