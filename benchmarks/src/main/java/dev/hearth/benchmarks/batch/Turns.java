package dev.hearth.benchmarks.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Contenders that are measured in turns, so that what befalls the machine befalls them all; each
 * stays open from first to last and keeps what it has learnt. Confined to one thread.
 */
final class Turns implements AutoCloseable {

  private final Map<String, Batching> contenders = new LinkedHashMap<>();

  /** How one contender is measured once. */
  interface Load {

    /**
     * Measures; blocks.
     *
     * @param round the round, from 1 on; 0 where contenders are tried
     */
    Latencies run(String name, Batching batching, int round) throws InterruptedException;
  }

  /** Adds a contender, which is closed with the turns. */
  Turns with(String name, Batching batching) {
    Batching before = contenders.put(name, batching);
    if (before != null) {
      before.close();
    }
    return this;
  }

  /**
   * Measures every contender in every round. Rounds begin with different ones, and every other one
   * is the reverse of the one before, so that none always follows the same.
   */
  Map<String, List<Latencies>> measure(int rounds, Load load) throws InterruptedException {
    return measure(contenders.keySet(), rounds, load);
  }

  /**
   * Tries every contender once, then measures the best of them in rounds of their own: the figure
   * that made one of many the best is as lucky as it is good.
   *
   * @param always who is measured however it did
   * @param best how many others are
   * @param better which of two did better
   */
  Map<String, List<Latencies>> measureBest(
      Set<String> always, int best, Comparator<List<Latencies>> better, int rounds, Load load)
      throws InterruptedException {
    Set<String> others = new LinkedHashSet<>(contenders.keySet());
    others.removeAll(always);
    Set<String> names = new LinkedHashSet<>(always);
    measure(others, 1, (name, batching, round) -> load.run(name, batching, 0)).entrySet().stream()
        .sorted(Map.Entry.comparingByValue(better))
        .limit(best)
        .forEach(each -> names.add(each.getKey()));
    return measure(names, rounds, load);
  }

  private Map<String, List<Latencies>> measure(Set<String> names, int rounds, Load load)
      throws InterruptedException {
    Map<String, List<Latencies>> measured = new LinkedHashMap<>();
    names.forEach(name -> measured.put(name, new ArrayList<>()));
    List<Map.Entry<String, Batching>> order = new ArrayList<>(contenders.entrySet());
    order.removeIf(each -> !names.contains(each.getKey()));
    for (int round = 1; round <= rounds; round++) {
      for (Map.Entry<String, Batching> each : order) {
        Latencies calls = load.run(each.getKey(), each.getValue(), round);
        measured.computeIfAbsent(each.getKey(), name -> new ArrayList<>()).add(calls);
      }
      Collections.reverse(order);
      if (round % 2 == 0) {
        Collections.rotate(order, -1);
      }
    }
    return measured;
  }

  @Override
  public void close() {
    contenders.values().forEach(Batching::close);
  }
}
