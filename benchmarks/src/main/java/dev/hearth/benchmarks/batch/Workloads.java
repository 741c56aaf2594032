package dev.hearth.benchmarks.batch;

import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import dev.hearth.Ticker;
import dev.hearth.benchmarks.Settings;
import dev.hearth.benchmarks.load.Models;
import dev.hearth.bundle.Bundle;
import dev.hearth.onnx.OnnxRuntime;
import dev.hearth.onnx.Overlap;
import dev.hearth.onnx.SessionSettings;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelContent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The real models, loaded from bundles that were prepared below a folder. */
final class Workloads implements AutoCloseable {

  private static final int SHORT = 16;
  private static final List<Integer> LENGTHS = List.of(SHORT, 64, 128);
  private static final List<Integer> FEWER_LENGTHS = List.of(SHORT, 128);

  /** How long a model runs before it is measured, so that its second phase is in. */
  private static final Duration SETTLING = Duration.ofMillis(1500);

  private final List<LoadedModel> loaded = new ArrayList<>();
  private final List<Workload> all = new ArrayList<>();
  private final Settings settings;

  private Workloads(Settings settings) {
    this.settings = settings;
  }

  /** Prepares, loads and warms all of them; blocks. */
  static Workloads below(Path folder, Settings settings) throws IOException {
    Workloads workloads = new Workloads(settings);
    try {
      for (Models model : List.of(Models.MINILM_FP32, Models.MINILM_INT8)) {
        workloads.addSentences(model, folder);
      }
      workloads.addVectors(folder);
      return workloads;
    } catch (IOException | RuntimeException e) {
      workloads.close();
      throw e;
    }
  }

  Fleet fleet() {
    Workload first = all.get(0);
    Workload last = all.get(all.size() - 1);
    return new Fleet(all, List.of(first, last), first);
  }

  @Override
  public void close() {
    loaded.forEach(LoadedModel::close);
  }

  private void addSentences(Models model, Path folder) throws IOException {
    Path bundle = model.prepare(folder, settings);
    LoadedModel minilm = load(bundle, SessionSettings.defaults());
    LoadedModel plain = load(bundle, plain());
    settle(new ModelWork(minilm, new TokenStacking(SHORT)));
    settle(new ModelWork(plain, new TokenStacking(SHORT)));
    for (int length : settings.quick() ? FEWER_LENGTHS : LENGTHS) {
      String group = length == SHORT ? "minilm" + SHORT : "";
      Stacking rows = new TokenStacking(length);
      ModelWork work = new ModelWork(minilm, rows);
      add(model.text() + " " + length, group, work, new ModelWork(plain, rows), model.exported());
    }
  }

  private void addVectors(Path folder) throws IOException {
    settings.say("preparing mlp");
    Path exported = Mlp.write(folder.resolve("mlp.onnx"));
    Path bundle = Models.prepare(exported, folder.resolve("mlp"));
    ModelWork work = new ModelWork(load(bundle, SessionSettings.defaults()), new VectorStacking());
    ModelWork plain = new ModelWork(load(bundle, plain()), new VectorStacking());
    settle(work);
    settle(plain);
    add("mlp", "mlp", work, plain, exported);
  }

  private void add(String name, String group, ModelWork work, Work plain, Path exported) {
    References references = References.of(work, work.stacking().rows());
    all.add(new Workload(name, group, work, plain, references, work.stacking(), exported));
  }

  /** What a session is that nobody sets: a thread for each processor, which spin. */
  private static SessionSettings plain() {
    return SessionSettings.defaults().withSpinning(true).withOverlap(Overlap.SHARED);
  }

  private LoadedModel load(Path folder, SessionSettings sessions) {
    Bundle bundle = Bundle.in(folder);
    LoadedModel model =
        OnnxRuntime.with(sessions)
            .load(
                new ModelRef("model", "1"),
                new ModelContent.InBundle(bundle, bundle.manifest().variants().get(0)),
                new LoadContext(Ticker.system()));
    loaded.add(model);
    return model;
  }

  private static void settle(ModelWork work) {
    for (Deadline end = Deadline.after(SETTLING); !end.passed(); ) {
      work.run(List.of(Input.of(0)), Deadline.none());
    }
  }
}
