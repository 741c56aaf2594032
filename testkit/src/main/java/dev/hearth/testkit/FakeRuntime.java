package dev.hearth.testkit;

import dev.hearth.Bytes;
import dev.hearth.ElementType;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.Signature;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.BundleFile;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelContent;
import dev.hearth.spi.ModelRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Loads {@link FakeModel}s, refuses all other bytes, and counts. Safe for use by many threads.
 *
 * <p>Of a bundle it compares graph, weights and sample with the manifest, and loads the weights
 * file, which is to be a {@link FakeModel}, as {@link dev.hearth.testkit.store.TinyBundle} writes
 * it.
 *
 * <pre>{@code
 * FakeRuntime runtime = new FakeRuntime();
 * store.publish(ref, FakeModel.bytes(1000, 7));
 * ...
 * assertThat(runtime.loads()).isEqualTo(1);
 * assertThat(runtime.misuses()).isEmpty();
 * }</pre>
 */
public final class FakeRuntime implements ModelRuntime {

  /** Makes a bundle of a plain model. */
  @FunctionalInterface
  public interface Preparation {

    /**
     * Makes the bundle.
     *
     * @param ref the model's name and version
     * @param model its file
     * @param folder where the bundle is to be; not there yet
     * @return the bundle
     * @throws IOException if it cannot be written
     */
    Bundle prepare(ModelRef ref, Path model, Path folder) throws IOException;
  }

  private static final int WINDOW_BYTES = 1 << 16;

  private final AtomicInteger prepares = new AtomicInteger();
  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicInteger closes = new AtomicInteger();
  private final List<String> misuses = new CopyOnWriteArrayList<>();
  private volatile Signature signature =
      Signature.builder().output(FakeModel.OUTPUT, ElementType.INT64, 1).build();
  private volatile Consumer<ModelRef> loading = ref -> {};
  private volatile Consumer<ModelRef> running = ref -> {};
  private volatile Optional<Preparation> preparation = Optional.empty();

  /** Makes a runtime whose models take nothing and give their seed. */
  public FakeRuntime() {}

  /**
   * Changes what models say they take and give.
   *
   * @param signature the signature of models loaded from now on
   * @return this runtime
   */
  public FakeRuntime signature(Signature signature) {
    this.signature = signature;
    return this;
  }

  /**
   * Sets what happens at the beginning of each load, before the bytes are looked at.
   *
   * @param hook run on the load's thread; what it throws fails the load
   * @return this runtime
   */
  public FakeRuntime onLoad(Consumer<ModelRef> hook) {
    this.loading = hook;
    return this;
  }

  /**
   * Sets what happens during each run.
   *
   * @param hook run on the caller's thread; what it throws fails the run
   * @return this runtime
   */
  public FakeRuntime onRun(Consumer<ModelRef> hook) {
    this.running = hook;
    return this;
  }

  /**
   * Lets this runtime make bundles; without it, it makes none.
   *
   * @param maker what makes them
   * @return this runtime
   */
  public FakeRuntime preparesBy(Preparation maker) {
    this.preparation = Optional.of(maker);
    return this;
  }

  /**
   * Returns how often {@code prepare} was called.
   *
   * @return the number of calls
   */
  public int prepares() {
    return prepares.get();
  }

  /**
   * Returns how many models were loaded.
   *
   * @return the number of loads that succeeded
   */
  public int loads() {
    return loads.get();
  }

  /**
   * Returns how many models were closed.
   *
   * @return the number of models closed, each counted once
   */
  public int closes() {
    return closes.get();
  }

  /**
   * Returns how many models are in memory.
   *
   * @return the number of models loaded and not yet closed
   */
  public int open() {
    return loads.get() - closes.get();
  }

  /**
   * Returns what was done to models that must not be done: a run after the close, a close during a
   * run, a second close.
   *
   * @return a line for each, in the order they happened
   */
  public List<String> misuses() {
    return List.copyOf(misuses);
  }

  @Override
  public void prepare() {
    prepares.incrementAndGet();
  }

  @Override
  public LoadedModel load(ModelRef ref, ModelContent content, LoadContext context) {
    return context.step(
        "session",
        () -> {
          loading.accept(ref);
          long seed = seedOf(ref, content);
          Bytes size =
              content instanceof ModelContent.InBundle bundle
                  ? Bytes.of(bundle.variant().weightBytes())
                  : content.size();
          loads.incrementAndGet();
          return new FakeModel(this, ref, signature, size, seed, context.report());
        });
  }

  @Override
  public boolean preparesBundles() {
    return preparation.isPresent();
  }

  @Override
  public Bundle prepareBundle(ModelRef ref, Path model, Path folder) {
    Preparation maker =
        preparation.orElseThrow(
            () -> new UnsupportedOperationException("expected: preparesBy(...) was called"));
    try {
      return maker.prepare(ref, model, folder);
    } catch (IOException e) {
      throw new ModelUnavailableException("model '" + ref + "': cannot be prepared: " + e, e);
    }
  }

  /** Returns what was counted. */
  @Override
  public String toString() {
    return "FakeRuntime[loads " + loads + ", closes " + closes + "]";
  }

  void ran(ModelRef ref) {
    running.accept(ref);
  }

  void closed() {
    closes.incrementAndGet();
  }

  void misused(FakeModel model, String how) {
    misuses.add(model + " " + how);
  }

  private static long seedOf(ModelRef ref, ModelContent content) {
    if (content instanceof ModelContent.InMemory memory) {
      return new Reader(ref, content.size()).read(memory.bytes().duplicate());
    }
    if (content instanceof ModelContent.InBundle bundle) {
      return seedOf(ref, verified(ref, bundle));
    }
    return seedOf(ref, (ModelContent.InFile) content);
  }

  /** Compares a bundle's files with its manifest and returns the one that holds the model. */
  private static ModelContent.InFile verified(ModelRef ref, ModelContent.InBundle content) {
    Path folder = content.bundle().folder();
    for (BundleFile file : content.variant().loadFiles()) {
      file.verify("model '" + ref + "'", folder);
    }
    BundleFile model = content.variant().weights().orElse(content.variant().graph());
    return new ModelContent.InFile(model.in(folder), model.size());
  }

  private static long seedOf(ModelRef ref, ModelContent.InFile content) {
    try (FileChannel channel = FileChannel.open(content.path())) {
      return new Reader(ref, content.size()).read(channel);
    } catch (IOException e) {
      throw new ModelUnavailableException(
          "model '"
              + ref
              + "': its file went away before it could be loaded ("
              + e
              + "); call again",
          e);
    }
  }

  /** Reads a model once, in windows, and tells whether it is whole. */
  private static final class Reader {

    private final ModelRef ref;
    private final Bytes size;
    private final CRC32C crc = new CRC32C();

    Reader(ModelRef ref, Bytes size) {
      this.ref = ref;
      this.size = size;
    }

    long read(ByteBuffer all) {
      if (all.remaining() < FakeModel.MIN_BYTES) {
        throw broken("too short");
      }
      long seed = seed(all);
      ByteBuffer body = all.slice(all.position(), all.remaining() - Long.BYTES);
      crc.update(body);
      requireChecksum(all.getLong(all.limit() - Long.BYTES));
      return seed;
    }

    long read(FileChannel channel) throws IOException {
      if (channel.size() != size.value() || channel.size() < FakeModel.MIN_BYTES) {
        throw broken("has " + channel.size() + " bytes");
      }
      ByteBuffer window = ByteBuffer.allocateDirect(WINDOW_BYTES);
      long seed = 0;
      long end = size.value() - Long.BYTES;
      for (long at = 0; at < end; at += window.limit()) {
        window.clear().limit((int) Math.min(WINDOW_BYTES, end - at));
        fill(channel, window, at);
        seed = at == 0 ? seed(window) : seed;
        crc.update(window);
        window.rewind();
      }
      window.clear().limit(Long.BYTES);
      fill(channel, window, end);
      requireChecksum(window.getLong(0));
      return seed;
    }

    private void fill(FileChannel channel, ByteBuffer window, long at) throws IOException {
      while (window.hasRemaining()) {
        if (channel.read(window, at + window.position()) < 0) {
          throw broken("ends at " + (at + window.position()));
        }
      }
      window.flip();
    }

    private long seed(ByteBuffer start) {
      int at = start.position();
      if (start.getLong(at) != FakeModel.MAGIC || start.getLong(at + Long.BYTES) != size.value()) {
        throw broken("does not begin as one");
      }
      return start.getLong(at + 2 * Long.BYTES);
    }

    private void requireChecksum(long expected) {
      if (crc.getValue() != expected) {
        throw broken("has another checksum");
      }
    }

    private ModelBrokenException broken(String how) {
      return new ModelBrokenException(
          "model '"
              + ref
              + "' of "
              + size
              + ": "
              + how
              + " (expected: a whole FakeModel); publish it again");
    }
  }
}
