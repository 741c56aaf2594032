package dev.hearth.gcf.functions;

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

/** A model without weights in a real slot; its load does what the test says. */
public final class MemoryModel implements LazyModel {

  private final AtomicInteger loads = new AtomicInteger();
  private final ModelSlot slot;

  /**
   * Makes a model.
   *
   * @param load runs on the loading thread; what it throws fails the load
   */
  public MemoryModel(Runnable load) {
    slot =
        new ModelSlot(
            "model 'weightless@1'",
            context -> {
              loads.incrementAndGet();
              load.run();
              return new Weightless();
            },
            LoadThreads.daemon("weightless@1"),
            Ticker.system(),
            Duration.ofMinutes(1));
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
  public boolean isLoaded() {
    return slot.peek().isPresent();
  }

  @Override
  public ModelRef ref() {
    return ModelRef.parse("weightless@1");
  }

  @Override
  public Lease<Model> acquire(Deadline deadline) {
    return slot.acquire(deadline);
  }

  @Override
  public void preload() {
    slot.preload();
  }

  private record Weightless() implements LoadedModel {

    @Override
    public ModelRef ref() {
      return ModelRef.parse("weightless@1");
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
