package dev.hearth.cache;

import dev.hearth.Bytes;
import dev.hearth.Ticker;
import dev.hearth.onnx.OnnxRuntime;
import dev.hearth.platform.MemoryBudget;
import dev.hearth.spi.LoadThreads;
import dev.hearth.spi.ModelRuntime;
import dev.hearth.spi.ModelStore;
import dev.hearth.variant.VariantPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link LayeredModelCache} is made of. Confined to one thread at a time. */
public final class LayeredModelCacheBuilder {

  private static final Duration REVALIDATE_AFTER = Duration.ofMinutes(1);
  private static final Duration OPEN_WAIT = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private @Nullable Bytes memory;
  private Supplier<Optional<MemoryBudget>> budget = MemoryBudget::current;
  private VariantPolicy variants = VariantPolicy.any();
  private boolean prepare = true;
  private @Nullable Path diskFolder;
  private Bytes diskQuota = Bytes.of(0);
  private @Nullable ModelStore remote;
  private @Nullable ModelRuntime runtime;
  private Integrity integrity = Integrity.CRC32C;
  private Duration revalidateAfter = REVALIDATE_AFTER;
  private Duration openWait = OPEN_WAIT;
  private Duration patience = PATIENCE;
  private Ticker ticker = Ticker.system();
  private InstantSource clock = InstantSource.system();
  private Pause pause = Pause.system();
  private Executor threads = LoadThreads.daemon("background");

  LayeredModelCacheBuilder() {}

  /**
   * Limits the memory layer. Without this, models may take what the platform gives this process,
   * less what it takes already when the cache is built and what its heap may still need, see {@link
   * MemoryBudget}; where the platform does not tell, they stay until the cache is closed.
   *
   * <p>When models are to leave, those go first whose bytes save the least load time: large, quick
   * to load, seldom used.
   *
   * @param limit the sum of the sizes of loaded models, more than 0; models in use may exceed it, a
   *     model larger than it is refused
   * @return this builder
   */
  public LayeredModelCacheBuilder memory(Bytes limit) {
    requireUnset("memory", memory);
    requirePositive("memory", limit);
    this.memory = limit;
    return this;
  }

  /**
   * Adds a disk layer.
   *
   * @param folder made if it is not there; may be shared with other processes
   * @param quota how much all models in the folder may take, whoever put them there, more than 0
   * @return this builder
   */
  public LayeredModelCacheBuilder disk(Path folder, Bytes quota) {
    requireUnset("disk", diskFolder);
    requirePositive("disk quota", quota);
    this.diskFolder = folder.toAbsolutePath();
    this.diskQuota = quota;
    return this;
  }

  /**
   * Adds a remote layer.
   *
   * @param store the store; closed with the cache
   * @return this builder
   */
  public LayeredModelCacheBuilder remote(ModelStore store) {
    requireUnset("remote", remote);
    this.remote = store;
    return this;
  }

  /**
   * Sets what runs the models; by default ONNX Runtime with as many threads as the platform gives
   * this process processors.
   *
   * @param modelRuntime the runtime
   * @return this builder
   */
  public LayeredModelCacheBuilder runtime(ModelRuntime modelRuntime) {
    requireUnset("runtime", runtime);
    this.runtime = modelRuntime;
    return this;
  }

  /**
   * Sets what is asked of the variant that is run of a bundle; by default any will do, in the order
   * the bundle prefers them.
   *
   * @param policy the policy
   * @return this builder
   */
  public LayeredModelCacheBuilder variants(VariantPolicy policy) {
    this.variants = policy;
    return this;
  }

  /**
   * Sets whether plain models are made bundles of in the disk layer, in the background, some
   * seconds after they were loaded; by default they are, where memory allows it. Processes to come
   * map the bundle.
   *
   * @param wanted whether to prepare
   * @return this builder
   */
  public LayeredModelCacheBuilder prepare(boolean wanted) {
    this.prepare = wanted;
    return this;
  }

  /**
   * Sets how models are checked when they arrive; by default {@link Integrity#CRC32C}.
   *
   * @param check the check
   * @return this builder
   */
  public LayeredModelCacheBuilder integrity(Integrity check) {
    this.integrity = check;
    return this;
  }

  /**
   * Sets how old an alias may grow before the store is asked again; one minute by default.
   *
   * @param age the age, not negative
   * @return this builder
   */
  public LayeredModelCacheBuilder revalidateAfter(Duration age) {
    this.revalidateAfter = requireNotNegative("revalidateAfter", age);
    return this;
  }

  /**
   * Sets how long the store may take to answer, with the beginning of a model or with what an alias
   * stands for; ten seconds by default.
   *
   * @param wait the time, more than 0
   * @return this builder
   */
  public LayeredModelCacheBuilder openWait(Duration wait) {
    if (wait.isZero() || wait.isNegative()) {
      throw new IllegalArgumentException("openWait: " + wait + " (expected: more than 0)");
    }
    this.openWait = wait;
    return this;
  }

  /**
   * Sets how long a transfer may bring no byte before a call that runs out of time gives it up, so
   * that the next call begins anew; one second by default.
   *
   * @param stall the time, not negative
   * @return this builder
   */
  public LayeredModelCacheBuilder patience(Duration stall) {
    this.patience = requireNotNegative("patience", stall);
    return this;
  }

  /**
   * Sets the clock that ages and stalls are measured on; the machine's by default.
   *
   * @param clockOfTests the clock
   * @return this builder
   */
  public LayeredModelCacheBuilder ticker(Ticker clockOfTests) {
    this.ticker = clockOfTests;
    return this;
  }

  LayeredModelCacheBuilder budget(Supplier<Optional<MemoryBudget>> platform) {
    this.budget = platform;
    return this;
  }

  LayeredModelCacheBuilder clock(InstantSource source) {
    this.clock = source;
    return this;
  }

  LayeredModelCacheBuilder pause(Pause wait) {
    this.pause = wait;
    return this;
  }

  LayeredModelCacheBuilder threads(Executor executor) {
    this.threads = executor;
    return this;
  }

  /**
   * Makes the cache. Loads nothing, connects to nothing, touches no file; may read what the system
   * tells of the process's memory.
   *
   * @return the cache, to be closed by the caller if it does not live as long as the process
   * @throws IllegalStateException if there is neither a disk nor a remote layer
   */
  public LayeredModelCache build() {
    if (diskFolder == null && remote == null) {
      throw new IllegalStateException(
          "layers: memory only (expected: a disk folder or a remote store to load models from); call"
              + " disk(...) or remote(...)");
    }
    return new LayeredModelCache(
        new CacheSettings(
            memory == null ? MemoryRoom.of(budget.get()) : MemoryRoom.of(memory),
            budget,
            variants,
            prepare,
            diskFolder,
            diskQuota,
            remote,
            runtime == null ? OnnxRuntime.create() : runtime,
            integrity,
            revalidateAfter,
            openWait,
            patience,
            ticker,
            clock,
            pause,
            threads));
  }

  private static void requireUnset(String name, @Nullable Object value) {
    if (value != null) {
      throw new IllegalStateException(name + " was already set to " + value);
    }
  }

  private static void requirePositive(String name, Bytes value) {
    if (value.value() == 0) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
    }
  }

  private static Duration requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 0 or more)");
    }
    return value;
  }
}
