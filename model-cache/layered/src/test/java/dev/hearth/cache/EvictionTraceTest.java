package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.ModelRef;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eviction by value against eviction by order of use, on the same requests. */
final class EvictionTraceTest {

  private static final int MODELS = 200;
  private static final int REQUESTS = 20_000;
  private static final long LIMIT = 2_000;

  /** What a policy made of the requests. */
  private record Outcome(double hitRatio, double loadTime) {}

  private final long[] sizes = new long[MODELS];
  private final long[] costs = new long[MODELS];
  private final int[] requests = new int[REQUESTS];

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void zipf_sizesAndCostsDiffer_isNoWorseThanOrderOfUse(int seed) {
    stage(new Random(seed));
    Outcome value = byValue();
    Outcome order = byOrderOfUse();
    assertThat(value.hitRatio()).isGreaterThanOrEqualTo(order.hitRatio());
    assertThat(value.loadTime()).isLessThan(order.loadTime());
  }

  /** Which models are popular changes halfway, so that old fame has to fade. */
  private void stage(Random random) {
    double[] upTo = new double[MODELS];
    double sum = 0;
    for (int i = 0; i < MODELS; i++) {
      sizes[i] = 5L + random.nextInt(400);
      costs[i] = 100 + sizes[i] * (1 + random.nextInt(3)); // Opening, and then by length.
      sum += 1.0 / (i + 1);
      upTo[i] = sum;
    }
    for (int i = 0; i < REQUESTS; i++) {
      int rank = 0;
      for (double at = random.nextDouble() * sum; upTo[rank] < at; ) {
        rank++;
      }
      requests[i] = i < REQUESTS / 2 ? rank : MODELS - 1 - rank;
    }
  }

  private Outcome byValue() {
    Residents<Integer> residents = new Residents<>(LIMIT);
    Integer[] models = new Integer[MODELS];
    ModelRef[] refs = new ModelRef[MODELS];
    for (int i = 0; i < MODELS; i++) {
      models[i] = i;
      refs[i] = ModelRef.parse("m" + i + "@1");
    }
    int hits = 0;
    double cost = 0;
    for (int model : requests) {
      if (residents.use(refs[model], models[model])) {
        hits++;
      } else {
        residents.admit(refs[model], models[model], sizes[model], costs[model]);
        cost += costs[model];
      }
      assertThat(residents.bytes()).isLessThanOrEqualTo(LIMIT);
    }
    return new Outcome((double) hits / REQUESTS, cost);
  }

  private Outcome byOrderOfUse() {
    Map<Integer, Long> present = new LinkedHashMap<>(16, 0.75f, true);
    int hits = 0;
    double cost = 0;
    long used = 0;
    for (int model : requests) {
      if (present.get(model) != null) {
        hits++;
        continue;
      }
      cost += costs[model];
      used += sizes[model];
      present.put(model, sizes[model]);
      for (Iterator<Long> oldest = present.values().iterator(); used > LIMIT; oldest.remove()) {
        used -= oldest.next();
      }
    }
    return new Outcome((double) hits / REQUESTS, cost);
  }
}
