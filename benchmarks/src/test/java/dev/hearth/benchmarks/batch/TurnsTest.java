package dev.hearth.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TurnsTest {

  private final List<String> events = new ArrayList<>();

  @Test
  void measure_everyRound_inAnotherOrder() throws InterruptedException {
    try (Turns turns = new Turns()) {
      turns.with("a", new Told("a")).with("b", new Told("b")).with("c", new Told("c"));
      Map<String, List<Latencies>> measured = turns.measure(3, this::load);
      assertThat(events).containsExactly("a1", "b1", "c1", "c2", "b2", "a2", "b3", "c3", "a3");
      assertThat(measured.keySet()).containsExactly("a", "b", "c");
      assertThat(measured.values()).allSatisfy(rounds -> assertThat(rounds).hasSize(3));
    }
  }

  @Test
  void measureBest_triesAllAndThenMeasuresTheBestAfresh() throws InterruptedException {
    try (Turns turns = new Turns()) {
      for (String name : List.of("a", "c", "ddd", "bb")) {
        turns.with(name, new Told(name));
      }
      Map<String, List<Latencies>> measured =
          turns.measureBest(
              Set.of("a"),
              1,
              Comparator.comparingDouble(rounds -> -rounds.get(0).answers()),
              2,
              (name, batching, round) -> {
                load(name, batching, round);
                return new Latencies(List.of(), Duration.ofSeconds(1), name.length());
              });
      assertThat(events).containsExactly("c0", "ddd0", "bb0", "a1", "ddd1", "ddd2", "a2");
      assertThat(measured.keySet()).containsExactlyInAnyOrder("a", "ddd");
      assertThat(measured.values()).allSatisfy(rounds -> assertThat(rounds).hasSize(2));
    }
  }

  @Test
  void with_theSameNameAgain_closesTheFirst() {
    try (Turns turns = new Turns()) {
      turns.with("a", new Told("first")).with("a", new Told("second"));
      assertThat(events).containsExactly("first closed");
    }
    assertThat(events).containsExactly("first closed", "second closed");
  }

  private Latencies load(String name, Batching batching, int round) {
    events.add(name + round);
    return new Latencies(List.of(), Duration.ofSeconds(1));
  }

  private final class Told implements Batching {

    private final String name;

    Told(String name) {
      this.name = name;
    }

    @Override
    public float[] call(Input item, Deadline deadline, String tenant) {
      return new float[0];
    }

    @Override
    public void close() {
      events.add(name + " closed");
    }
  }
}
