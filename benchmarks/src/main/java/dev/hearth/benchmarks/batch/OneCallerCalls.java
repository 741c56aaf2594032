package dev.hearth.benchmarks.batch;

import dev.hearth.Deadline;
import dev.hearth.Inference;
import dev.hearth.ModelRef;
import dev.hearth.Ticker;
import dev.hearth.batch.BatchPolicy;
import dev.hearth.bundle.Bundle;
import dev.hearth.function.Call;
import dev.hearth.onnx.OnnxRuntime;
import dev.hearth.onnx.SessionSettings;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelContent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A call of a function over a real model, with batches that calls share and without. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OneCallerCalls {

  private static final List<Input> ITEM = List.of(Input.of(0));
  private static final Duration TIME = Duration.ofSeconds(10);

  /** The folder of the model's bundle. */
  @Param("")
  public String bundle = "";

  /** How many tokens its sentences have; 0 if it takes vectors. */
  @Param("0")
  public int tokens;

  private @Nullable LoadedModel model;
  private @Nullable Inference<Input, float[]> unbatched;
  private @Nullable Inference<Input, float[]> adaptive;
  private boolean batched = true;

  /** Begins without a model. */
  public OneCallerCalls() {}

  /** Loads the model. */
  @Setup
  public void load() {
    Bundle files = Bundle.in(Path.of(bundle));
    LoadedModel loaded =
        OnnxRuntime.with(SessionSettings.defaults())
            .load(
                new ModelRef("model", "1"),
                new ModelContent.InBundle(files, files.manifest().variants().get(0)),
                new LoadContext(Ticker.system()));
    Stacking stacking = tokens == 0 ? new VectorStacking() : new TokenStacking(tokens);
    model = loaded;
    unbatched = inference(loaded, stacking, dev.hearth.batch.Batching.off());
    adaptive = inference(loaded, stacking, dev.hearth.batch.Batching.by(BatchPolicy.adaptive()));
  }

  /** Closes the model. */
  @TearDown
  public void close() {
    Objects.requireNonNull(model, "model").close();
  }

  /** Goes over to the other way. */
  @Setup(Level.Iteration)
  public void turn() {
    batched = !batched;
  }

  /**
   * A call that is run by itself in one iteration, and may share a batch in the next one.
   *
   * @return the answer
   */
  @Benchmark
  public List<float[]> inTurns() {
    return Objects.requireNonNull(batched ? adaptive : unbatched, "model").infer(ITEM, call());
  }

  private static Call call() {
    return new Call("id", Deadline.after(TIME));
  }

  private static Inference<Input, float[]> inference(
      LoadedModel model, Stacking stacking, dev.hearth.batch.Batching batching) {
    return Inference.builder(
            "one-caller",
            new Resident(model),
            new NoCodec(),
            (leased, items, call) -> new ModelWork(leased, stacking).run(items, call.deadline()))
        .batching(batching)
        .build();
  }
}
