package dev.hearth.testkit.store;

import dev.hearth.spi.ModelStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the contract kits for stores have in common. */
@Timeout(60)
abstract class StoreKit {

  @TempDir private Path folder;
  private ModelStore store;

  @SuppressWarnings("NullAway.Init")
  StoreKit() {}

  /**
   * Makes the store under test over an empty place. Called once for each test.
   *
   * @return the store, closed by the kit
   * @throws Exception if there is no such place
   */
  protected abstract ModelStore createStore() throws Exception;

  /**
   * Puts bytes into the store's place, past the store.
   *
   * @param path the path in the store's layout
   * @param bytes the bytes, replacing what was there
   * @throws Exception if that fails
   */
  protected abstract void put(String path, byte[] bytes) throws Exception;

  /**
   * Removes bytes from the store's place, past the store.
   *
   * @param path the path in the store's layout
   * @throws Exception if that fails
   */
  protected abstract void delete(String path) throws Exception;

  /**
   * Switch: whether the store can be written to.
   *
   * @return whether {@code publish} and {@code point} work
   */
  protected boolean publishes() {
    return true;
  }

  /**
   * Returns the store under test.
   *
   * @return the store
   */
  protected final ModelStore store() {
    return store;
  }

  @BeforeEach
  final void create() throws Exception {
    store = createStore();
  }

  @AfterEach
  final void close() {
    store.close();
  }

  /** Returns a folder for the files of one test. */
  final Path folder() {
    return folder;
  }

  static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  static <T> List<T> together(int threads, Callable<T> task) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(
            pool.submit(
                () -> {
                  start.await(10, TimeUnit.SECONDS);
                  return task.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(30, TimeUnit.SECONDS));
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("one of " + threads + " threads failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
