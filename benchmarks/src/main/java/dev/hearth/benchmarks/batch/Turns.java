package dev.hearth.benchmarks.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
     * @param round the round, from 1 on
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

  /** Measures every contender in every round, each round beginning with another one. */
  Map<String, List<Latencies>> measure(int rounds, Load load) throws InterruptedException {
    Map<String, List<Latencies>> measured = new LinkedHashMap<>();
    contenders.keySet().forEach(name -> measured.put(name, new ArrayList<>()));
    List<Map.Entry<String, Batching>> order = new ArrayList<>(contenders.entrySet());
    for (int round = 1; round <= rounds; round++) {
      for (Map.Entry<String, Batching> each : order) {
        Latencies calls = load.run(each.getKey(), each.getValue(), round);
        measured.computeIfAbsent(each.getKey(), name -> new ArrayList<>()).add(calls);
      }
      Collections.rotate(order, -1);
    }
    return measured;
  }

  @Override
  public void close() {
    contenders.values().forEach(Batching::close);
  }
}
