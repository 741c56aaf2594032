package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.batch.Simulation.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The adaptive policy against the best of many fixed ones, each known only by trying all. */
class GridTest {

  private static final Duration DEADLINE = Duration.ofMillis(100);
  private static final Setting ADAPTIVE = new Setting(BatchPolicy.adaptive(), 2);
  private static final Duration WARMUP = Duration.ofSeconds(10);
  private static final Duration MEASURED = Duration.ofSeconds(20);

  /** Long enough for one batch more or less not to matter. */
  private static final Duration LONG = Duration.ofSeconds(10);

  private record Setting(BatchPolicy policy, int slots) {}

  record Load(String name, Machine machine, double part) {
    @Override
    public String toString() {
      return name + " at " + Math.round(100 * part) + " %";
    }
  }

  static List<Load> machines() {
    return List.of(
        new Load("weight-bound", Machines.WEIGHT_BOUND, 1),
        new Load("short texts", Machines.SHORT_TEXTS, 1),
        new Load("long texts", Machines.LONG_TEXTS, 1));
  }

  static List<Load> loads() {
    List<Load> loads = new ArrayList<>();
    for (double part : new double[] {.1, .3, .5, .7, .9}) {
      loads.add(new Load("weight-bound", Machines.WEIGHT_BOUND, part));
      loads.add(new Load("short texts", Machines.SHORT_TEXTS, part));
    }
    return loads;
  }

  @ParameterizedTest
  @MethodSource("machines")
  void closedLoop_manyCallers_isAboutAsGoodAsTheBestOfTheGrid(Load load) {
    double best = best(List.of(0, 2), set -> throughput(set, load.machine, 32));
    double ours = throughput(ADAPTIVE, load.machine, 32);
    assertThat(ours).isGreaterThanOrEqualTo(.95 * best);
  }

  @ParameterizedTest
  @MethodSource("loads")
  void openLoop_anyLoad_isAboutAsQuickAsTheBestOfTheGrid(Load load) {
    double capacity = throughput(ADAPTIVE, load.machine, 32);
    double rate = load.part * capacity;
    double best = -best(List.of(0), set -> -p95(set, load.machine, rate));
    double ours = p95(ADAPTIVE, load.machine, rate);
    assertThat(ours).isLessThanOrEqualTo(1.25 * best).isLessThan((double) DEADLINE.toMillis());
  }

  static List<Load> widths() {
    List<Load> loads = new ArrayList<>();
    for (double more : new double[] {1, 1.1, 1.2, 1.4, 1.6}) {
      for (double part : new double[] {.3, .5, .7}) {
        loads.add(new Load("weight-bound, two at once " + more, twoAtOnce(.23, 2.9, more), part));
        loads.add(new Load("short texts, two at once " + more, twoAtOnce(3.2, 3, more), part));
      }
    }
    return loads;
  }

  /** A machine on which two batches at once answer so many times as many rows as one at a time. */
  private static Machine twoAtOnce(double perRow, double fixed, double more) {
    return Machines.line(perRow, fixed, perRow * 2 / more, fixed * 2 / more);
  }

  @ParameterizedTest
  @MethodSource("widths")
  void openLoop_whateverTwoAtOnceGain_isAboutAsQuickAsTheBetterWidth(Load load) {
    double rate = load.part * throughput(ADAPTIVE, load.machine, 32);
    BatchPolicy greedy = BatchPolicy.fixed(32, Duration.ZERO);
    double one = p95(new Setting(greedy, 1), load.machine, rate);
    double two = p95(new Setting(greedy, 2), load.machine, rate);
    assertThat(p95(ADAPTIVE, load.machine, rate)).isLessThanOrEqualTo(1.3 * Math.min(one, two));
  }

  /** To try one way of running them takes a second where a row takes 25 ms. */
  @Test
  void closedLoop_costDoubles_isBackAtItsBestSoon() {
    for (Load load :
        List.of(
            new Load("weight-bound", Machines.WEIGHT_BOUND, .95),
            new Load("short texts", Machines.SHORT_TEXTS, .95),
            new Load("long texts", Machines.LONG_TEXTS, .9))) {
      Machine slow = Machines.slower(load.machine, 2);
      double best = throughput(ADAPTIVE, slow, 32);
      Simulation simulation = new Simulation(2);
      long change = Duration.ofSeconds(5).toNanos();
      Machine both =
          (rows, parallel, now) -> (now < change ? load.machine : slow).nanos(rows, parallel, now);
      Callers.closedLoop(simulation, batcher(simulation, BatchPolicy.adaptive()), both, 32);
      simulation.run(Duration.ofSeconds(8));
      assertThat(perSecond(simulation)).as(load.name).isGreaterThanOrEqualTo(load.part * best);
    }
  }

  private static double best(List<Integer> waits, ToDoubleFunction<Setting> measure) {
    double best = Double.NEGATIVE_INFINITY;
    for (int size : new int[] {1, 4, 8, 16, 32}) {
      for (int millis : waits) {
        BatchPolicy fixed = BatchPolicy.fixed(size, Duration.ofMillis(millis));
        best = Math.max(best, measure.applyAsDouble(new Setting(fixed, 1)));
        best = Math.max(best, measure.applyAsDouble(new Setting(fixed, 2)));
      }
    }
    return best;
  }

  private static double throughput(Setting set, Machine machine, int callers) {
    Simulation simulation = new Simulation(set.slots);
    Callers.closedLoop(simulation, batcher(simulation, set.policy), machine, callers);
    simulation.run(WARMUP);
    return perSecond(simulation);
  }

  private static double perSecond(Simulation simulation) {
    int before = simulation.answered;
    simulation.run(LONG);
    return (simulation.answered - before) / (double) LONG.toSeconds();
  }

  /** Returns what 95 % of all calls have an answer within, in milliseconds. */
  private static double p95(Setting set, Machine machine, double perSecond) {
    Simulation simulation = new Simulation(set.slots);
    Duration lasting = WARMUP.plus(MEASURED);
    BatchQueue<Integer, Integer> queue = batcher(simulation, set.policy);
    Callers.poisson(simulation, queue, machine, perSecond, DEADLINE, "", lasting);
    simulation.run(WARMUP);
    simulation.latencies.clear();
    int before = lost(simulation);
    simulation.run(MEASURED);
    int lost = lost(simulation) - before;
    double all = simulation.latencies.size() + lost;
    double part = .95 * all / simulation.latencies.size();
    return part >= 1 ? Double.MAX_VALUE : simulation.p(part);
  }

  private static int lost(Simulation simulation) {
    return simulation.late + simulation.refused;
  }

  private static BatchQueue<Integer, Integer> batcher(Simulation simulation, BatchPolicy policy) {
    return simulation.batcher(
        MicroBatcher.<Integer, Integer>builder("f", (items, call) -> items).policy(policy));
  }
}
