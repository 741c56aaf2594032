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
import java.util.function.UnaryOperator;

/** A model without weights in a real slot: loads and runs do what the test says. */
final class ScriptedModel implements LazyModel {

  private final ModelRef ref;
  private final UnaryOperator<Tensors> run;
  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicInteger runs = new AtomicInteger();
  private final ModelSlot slot;

  ScriptedModel(ModelRef ref, Runnable load, UnaryOperator<Tensors> run) {
    this.ref = ref;
    this.run = run;
    this.slot =
        new ModelSlot(
            "model '" + ref + "'",
            context -> {
              loads.incrementAndGet();
              load.run();
              return new Loaded();
            },
            LoadThreads.daemon(ref.toString()),
            Ticker.system(),
            Duration.ofMinutes(1));
  }

  int loads() {
    return loads.get();
  }

  int runs() {
    return runs.get();
  }

  @Override
  public ModelRef ref() {
    return ref;
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

  private final class Loaded implements LoadedModel {

    @Override
    public ModelRef ref() {
      return ref;
    }

    @Override
    public Signature signature() {
      return Signature.any();
    }

    @Override
    public Tensors run(Tensors inputs, Deadline deadline) {
      deadline.check("running model '" + ref + "'");
      runs.incrementAndGet();
      return run.apply(inputs);
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
