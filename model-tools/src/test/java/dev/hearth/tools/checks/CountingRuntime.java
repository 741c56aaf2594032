package dev.hearth.tools.checks;

import dev.hearth.ModelRef;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelContent;
import dev.hearth.spi.ModelRuntime;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the loads of another runtime. */
final class CountingRuntime implements ModelRuntime {

  private final ModelRuntime runtime;
  private final AtomicLong loads = new AtomicLong();

  CountingRuntime(ModelRuntime runtime) {
    this.runtime = runtime;
  }

  long loads() {
    return loads.get();
  }

  @Override
  public void prepare() {
    runtime.prepare();
  }

  @Override
  public LoadedModel load(ModelRef ref, ModelContent content, LoadContext context) {
    loads.incrementAndGet();
    return runtime.load(ref, content, context);
  }
}
