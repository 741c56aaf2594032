package dev.hearth.spi;

import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.LoadReport;
import dev.hearth.ModelRef;
import dev.hearth.Signature;
import dev.hearth.Tensors;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A model that gives back what it gets, and counts closes and runs that had no right to be. */
final class FakeLoadedModel implements LoadedModel {

  private final ModelRef ref;
  private final AtomicInteger closes = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger wrongs = new AtomicInteger();

  FakeLoadedModel(String ref) {
    this.ref = ModelRef.parse(ref);
  }

  int closes() {
    return closes.get();
  }

  /** Returns how many runs met a closed model, or closes a running one. */
  int wrongs() {
    return wrongs.get();
  }

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
    running.incrementAndGet();
    requireOpen();
    Thread.onSpinWait();
    requireOpen();
    running.decrementAndGet();
    return inputs;
  }

  @Override
  public Bytes size() {
    return Bytes.of(1);
  }

  @Override
  public LoadReport loadReport() {
    return new LoadReport("fake", Map.of());
  }

  @Override
  public void close() {
    closes.incrementAndGet();
    if (running.get() > 0) {
      wrongs.incrementAndGet();
    }
  }

  private void requireOpen() {
    if (closes.get() > 0) {
      wrongs.incrementAndGet();
    }
  }
}
