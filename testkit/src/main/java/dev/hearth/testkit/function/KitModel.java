package dev.hearth.testkit.function;

import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.LazyModel;
import dev.hearth.Lease;
import dev.hearth.LoadReport;
import dev.hearth.Model;
import dev.hearth.ModelRef;
import dev.hearth.Signature;
import dev.hearth.Tensors;
import dev.hearth.Ticker;
import dev.hearth.spi.LoadThreads;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelSlot;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model without weights in a real slot; its load does what the test says. Safe for use by many
 * threads.
 */
public final class KitModel implements LazyModel {

  private static final ModelRef REF = new ModelRef("weightless", "1");

  private final AtomicInteger loads = new AtomicInteger();
  private final ModelSlot slot;
  private volatile Runnable load = () -> {};

  /** Makes a model whose load ends at once. */
  public KitModel() {
    slot =
        new ModelSlot(
            "model '" + REF + "'",
            context -> {
              loads.incrementAndGet();
              load.run();
              return new Weightless();
            },
            LoadThreads.daemon(REF.toString()),
            Ticker.system(),
            Duration.ofMinutes(1));
  }

  /**
   * Sets what loads do.
   *
   * @param step runs on the thread of each load to come; what it throws fails the load
   * @return this model
   */
  public KitModel onLoad(Runnable step) {
    this.load = step;
    return this;
  }

  /**
   * Returns how many loads were begun.
   *
   * @return the number
   */
  public int loads() {
    return loads.get();
  }

  @Override
  public ModelRef ref() {
    return REF;
  }

  @Override
  public Lease<Model> acquire(Deadline deadline) {
    return slot.acquire(deadline);
  }

  @Override
  public boolean isLoaded() {
    return slot.peek().isPresent();
  }

  @Override
  public void preload() {
    slot.preload();
  }

  private record Weightless() implements LoadedModel {

    @Override
    public ModelRef ref() {
      return REF;
    }

    @Override
    public Signature signature() {
      return Signature.any();
    }

    @Override
    public Tensors run(Tensors inputs, Deadline deadline) {
      throw new UnsupportedOperationException("a model without weights");
    }

    @Override
    public Bytes size() {
      return Bytes.of(0);
    }

    @Override
    public LoadReport loadReport() {
      return new LoadReport("memory", Map.of());
    }

    @Override
    public void close() {}
  }
}
