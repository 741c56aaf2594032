package dev.hearth.testkit.store;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.bundle.BundleFile;
import dev.hearth.spi.Alias;
import dev.hearth.spi.ModelDownload;
import dev.hearth.spi.ModelStore;
import dev.hearth.spi.PublishProgress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store with something wrong with it, which a test can change while it runs. Safe for use by many
 * threads.
 *
 * <pre>{@code
 * FaultyStore remote = new FaultyStore(new InMemoryStore().publish(ref, bytes));
 * remote.fault(new Fault.Cut(100));
 * ...
 * remote.fault(new Fault.None());
 * assertThat(remote.opens()).isEqualTo(2);
 * }</pre>
 *
 * <p>A fault applies to what is opened, resolved or read of manifests from then on; a download
 * keeps the fault it was opened with. A manifest comes whole or not at all: what goes wrong in the
 * middle of a stream does not touch it, and where a store is {@link Fault.Missing} or {@link
 * Fault.Refused} it seems absent, as on S3. Publishing is passed on untouched.
 */
public final class FaultyStore implements ModelStore {

  private final ModelStore store;
  private final AtomicInteger opens = new AtomicInteger();
  private final AtomicInteger manifests = new AtomicInteger();
  private final AtomicInteger resolves = new AtomicInteger();
  private final AtomicInteger aborts = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private volatile Fault fault = new Fault.None();
  private final AtomicReference<CompletableFuture<Void>> released =
      new AtomicReference<>(new CompletableFuture<>());

  /**
   * Makes a store with nothing wrong yet.
   *
   * @param store the store that has the models, closed by {@link #close()}
   */
  public FaultyStore(ModelStore store) {
    this.store = store;
  }

  /**
   * Changes what is wrong.
   *
   * @param fault what is wrong from now on
   * @return this store
   */
  public FaultyStore fault(Fault fault) {
    this.fault = fault;
    return this;
  }

  /**
   * Lets everything go on that hangs now.
   *
   * @return this store
   */
  public FaultyStore release() {
    released.getAndSet(new CompletableFuture<>()).complete(null);
    return this;
  }

  /**
   * Returns how often a plain model or a file of a bundle was opened, also if that failed.
   *
   * @return the number of calls
   */
  public int opens() {
    return opens.get();
  }

  /**
   * Returns how often {@code manifest} was called, also if it failed.
   *
   * @return the number of calls
   */
  public int manifests() {
    return manifests.get();
  }

  /**
   * Returns how often {@code resolve} was called, also if it failed.
   *
   * @return the number of calls
   */
  public int resolves() {
    return resolves.get();
  }

  /**
   * Returns how often a download was aborted.
   *
   * @return the number of calls
   */
  public int aborts() {
    return aborts.get();
  }

  /**
   * Returns how many downloads are open.
   *
   * @return the number of downloads opened and not yet closed
   */
  public int underWay() {
    return underWay.get();
  }

  /**
   * Returns how many callers hang in this store now.
   *
   * @return the number of calls that wait for {@link #release()}
   */
  public int waiting() {
    return waiting.get();
  }

  /**
   * Returns how many bytes of models were read.
   *
   * @return the number of bytes
   */
  public long bytesRead() {
    return bytes.get();
  }

  @Override
  public String location() {
    return store.location();
  }

  @Override
  public Optional<byte[]> manifest(ModelRef ref, Deadline deadline) {
    manifests.incrementAndGet();
    Fault now = fault;
    if (now instanceof Fault.Missing || now instanceof Fault.Refused) {
      return Optional.empty();
    }
    fail(now, ref, deadline);
    return store.manifest(ref, deadline);
  }

  @Override
  public ModelDownload open(ModelRef ref, Deadline deadline) {
    return open(ref, deadline, () -> store.open(ref, deadline));
  }

  @Override
  public ModelDownload open(ModelRef ref, BundleFile file, Deadline deadline) {
    return open(ref, deadline, () -> store.open(ref, file, deadline));
  }

  @Override
  public Alias resolve(ModelRef alias, @Nullable String etag, Deadline deadline) {
    resolves.incrementAndGet();
    fail(fault, alias, deadline);
    return store.resolve(alias, etag, deadline);
  }

  @Override
  public void publish(ModelRef ref, Path model, PublishProgress progress) {
    store.publish(ref, model, progress);
  }

  @Override
  public void point(ModelRef alias, String version) {
    store.point(alias, version);
  }

  @Override
  public void close() {
    store.close();
  }

  void read(int count) {
    bytes.addAndGet(count);
  }

  void aborted() {
    aborts.incrementAndGet();
  }

  void ended() {
    underWay.decrementAndGet();
  }

  /** Waits for {@link #release()} or until {@code over} is complete. */
  void hang(CompletableFuture<Void> over) throws InterruptedException {
    CompletableFuture<Void> release = released.get();
    waiting.incrementAndGet();
    try {
      CompletableFuture.anyOf(release, over).get();
    } catch (ExecutionException e) {
      throw new AssertionError("neither is ever completed with a failure", e);
    } finally {
      waiting.decrementAndGet();
    }
  }

  private ModelDownload open(ModelRef ref, Deadline deadline, Supplier<ModelDownload> open) {
    opens.incrementAndGet();
    Fault now = fault;
    fail(now, ref, deadline);
    ModelDownload download = open.get();
    underWay.incrementAndGet();
    return new FaultyDownload(this, download, now);
  }

  private void fail(Fault now, ModelRef ref, Deadline deadline) {
    if (now instanceof Fault.Missing) {
      throw new ConfigurationException(
          message(ref, "404 NoSuchKey (expected: a published version); publish it"));
    } else if (now instanceof Fault.Refused) {
      throw new ConfigurationException(
          message(ref, "403 AccessDenied (expected: access); grant s3:GetObject"));
    } else if (now instanceof Fault.Busy) {
      throw new ModelUnavailableException(
          message(ref, "503 SlowDown (expected: 200); retry later"));
    } else if (now instanceof Fault.Unanswering) {
      awaitRelease(ref, deadline);
    } else if (now instanceof Fault.Slow slow) {
      slow.ticker().advance(slow.each());
      deadline.check("opening " + ref + " in " + location());
    }
  }

  private void awaitRelease(ModelRef ref, Deadline deadline) {
    String what = "waiting for " + ref + " in " + location();
    CompletableFuture<Void> over = new CompletableFuture<>();
    if (!deadline.isNone()) {
      over.completeOnTimeout(null, deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    }
    try {
      hang(over);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelUnavailableException("interrupted while " + what, e);
    }
    deadline.check(what);
  }

  private String message(ModelRef ref, String answer) {
    return "model '" + ref + "': " + location() + " answered " + answer;
  }
}
