package dev.hearth.testkit.store;

import dev.hearth.spi.ModelStore;

final class InMemoryStoreBundleTest extends BundleStoreContract {

  private final InMemoryStore store = new InMemoryStore();

  @Override
  protected ModelStore createStore() {
    return new FaultyStore(store); // With nothing wrong it is as good as what it is around.
  }

  @Override
  protected void put(String path, byte[] bytes) {
    store.put(path, bytes);
  }

  @Override
  protected void delete(String path) {
    store.delete(path);
  }
}
