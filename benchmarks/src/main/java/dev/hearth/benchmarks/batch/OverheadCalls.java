package dev.hearth.benchmarks.batch;

import dev.hearth.Deadline;
import dev.hearth.batch.Answers;
import dev.hearth.batch.MicroBatcher;
import dev.hearth.function.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A call of a function that computes for some microseconds, with a batcher and without. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OverheadCalls {

  private static final List<String> ITEM = List.of("item");
  private static final Duration TIME = Duration.ofSeconds(10);

  private final MicroBatcher<String, String> batcher =
      MicroBatcher.<String, String>builder("overhead", (items, call) -> work(items)).build();

  /** How much is computed for each item: so many times about two nanoseconds. */
  @Param("1000")
  public long tokens;

  /** Makes the function. */
  public OverheadCalls() {}

  /**
   * The function, called.
   *
   * @return the answer
   */
  @Benchmark
  public List<String> alone() {
    Call call = call();
    return call.deadline().passed() ? List.of() : work(ITEM);
  }

  /**
   * The function, called by way of a batcher.
   *
   * @return the answer
   */
  @Benchmark
  public Answers<String> batched() {
    return batcher.run(ITEM, call());
  }

  private static Call call() {
    return new Call("id", Deadline.after(TIME));
  }

  private List<String> work(List<String> items) {
    Blackhole.consumeCPU(tokens * items.size());
    return new ArrayList<>(items);
  }
}
