package dev.hearth.tools.checks;

import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.ElementType;
import dev.hearth.LazyModel;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelRef;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.bundle.Bundle;
import dev.hearth.cache.FolderModelStore;
import dev.hearth.cache.LayeredModelCache;
import dev.hearth.onnx.BundlePreparer;
import dev.hearth.onnx.LoadForm;
import dev.hearth.onnx.VariantSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A million leases of twenty models, five of which fit in memory. Models are the rarer asked for by
 * Zipf's law; the exponent is such that a lease in twelve loads a model, for a load takes
 * milliseconds.
 */
final class ChurnCheck implements Checks.Check {

  private static final int MODELS = 20;
  private static final int FIT = 5;
  private static final int EXTENT = 512;
  private static final int ACQUIRES = 1_000_000;
  private static final int CALLERS = 8;
  private static final int RUN_EVERY = 100;
  private static final double EXPONENT = 2;
  private static final int SAMPLES = 100;
  private static final double MOST_GROWTH = 1.10;

  private final AtomicLong acquired = new AtomicLong();
  private final AtomicLong ran = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();

  private final CountingRuntime runtime = new CountingRuntime(Work.runtime(LoadForm.TWO_PHASE));

  private final List<Long> resident = new ArrayList<>();

  @Override
  public List<String> run(Checks.Setting setting) throws Exception {
    Path store = setting.work().resolve("store");
    Bytes memory = publish(setting.work(), store);
    setting.say("churn: %d models published, %s of memory for them", MODELS, memory);
    try (LayeredModelCache cache =
        LayeredModelCache.builder()
            .memory(memory)
            .disk(setting.work().resolve("disk"), Bytes.gibibytes(1))
            .remote(FolderModelStore.at(store))
            .runtime(runtime)
            .build()) {
      ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int seed = i;
        callers.add(threads.submit(() -> call(cache, new Random(seed))));
      }
      threads.shutdown();
      watch(setting, threads);
      for (Future<?> caller : callers) {
        caller.get();
      }
    }
    return List.of(verdict());
  }

  private void watch(Checks.Setting setting, ExecutorService threads) throws Exception {
    boolean ended = false;
    for (int sample = 1; sample <= SAMPLES && !ended; sample++) {
      while (acquired.get() < (long) ACQUIRES / SAMPLES * sample && !ended) {
        ended = threads.awaitTermination(20, TimeUnit.MILLISECONDS);
      }
      resident.add(Work.resident().total().value());
      if (sample % 5 == 0) {
        setting.say(
            "churn: %,d leases, %,d runs, %,d loads, resident %,d",
            acquired.get(), ran.get(), runtime.loads(), resident.get(resident.size() - 1));
      }
    }
    threads.awaitTermination(1, TimeUnit.HOURS);
  }

  private String verdict() throws Checks.Failed {
    double middle = mean(45, 55);
    double end = mean(90, SAMPLES);
    String found =
        String.format(
            Locale.ROOT,
            "%,d leases of %d models by %d callers, room for %d, Zipf exponent %.1f: %,d runs, %d"
                + " wrong, 0 on closed models, %,d loads; resident %,.0f bytes in the"
                + " middle, %,.0f at the end (%.3f)",
            acquired.get(),
            MODELS,
            CALLERS,
            FIT,
            EXPONENT,
            ran.get(),
            wrong.get(),
            runtime.loads(),
            middle,
            end,
            end / middle);
    if (acquired.get() != ACQUIRES || wrong.get() > 0 || end > middle * MOST_GROWTH) {
      throw new Checks.Failed(found);
    }
    return found;
  }

  private double mean(int from, int to) {
    return resident.subList(from, Math.min(to, resident.size())).stream()
        .mapToLong(Long::longValue)
        .average()
        .orElse(0);
  }

  private void call(LayeredModelCache cache, Random random) {
    List<LazyModel> models = new ArrayList<>();
    for (int i = 0; i < MODELS; i++) {
      models.add(cache.model(ref(i).toString()));
    }
    double[] share = shares();
    for (int n = 1; n <= ACQUIRES / CALLERS; n++) {
      int model = pick(share, random.nextDouble());
      try (Lease<Model> lease = models.get(model).acquire(Deadline.none())) {
        if (n % RUN_EVERY == 0) {
          run(lease.get(), model, n);
        }
      }
      acquired.incrementAndGet();
    }
  }

  private void run(Model model, int number, int n) {
    Tensor input = Tensor.allocate(ElementType.FLOAT32, 1, EXTENT);
    input.floats().put(n % EXTENT, 3);
    try (Tensors outputs = model.run(Tensors.of("x", input), Deadline.none())) {
      boolean right = outputs.get("y").floats().get(n % EXTENT) == 3f * (number + 1);
      wrong.addAndGet(right ? 0 : 1);
      ran.incrementAndGet();
    }
  }

  private static int pick(double[] shares, double at) {
    int model = 0;
    while (model < MODELS - 1 && at > shares[model]) {
      model++;
    }
    return model;
  }

  /** Returns for each model the share of it and of those before it. */
  private static double[] shares() {
    double[] shares = new double[MODELS];
    double sum = 0;
    for (int i = 0; i < MODELS; i++) {
      sum += Math.pow(i + 1, -EXPONENT);
      shares[i] = sum;
    }
    for (int i = 0; i < MODELS; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /** Publishes the models; returns the memory that so many of them take as shall fit. */
  private static Bytes publish(Path work, Path folder) throws IOException {
    Files.createDirectories(folder);
    long each = 0;
    try (FolderModelStore store = FolderModelStore.at(folder)) {
      for (int i = 0; i < MODELS; i++) {
        Path model = GeneratedModel.times(work.resolve("model.onnx"), i + 1, EXTENT);
        Path target = work.resolve("bundle-" + i);
        Bundle bundle = BundlePreparer.of(ref(i)).variant(VariantSource.of(model)).writeTo(target);
        store.publish(ref(i), target);
        each = Math.max(each, bundle.manifest().variants().get(0).weightBytes());
      }
    }
    return Bytes.of(FIT * each + each / 2);
  }

  private static ModelRef ref(int number) {
    return ModelRef.parse("churn-" + number + "@1");
  }
}
