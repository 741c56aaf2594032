package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.InferenceParts.CountedModel;
import dev.hearth.InferenceParts.NumberCodec;
import dev.hearth.InferenceParts.WeightlessModel;
import dev.hearth.function.Call;
import dev.hearth.function.Payload;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class BatchesPropertyTest {

  private static final int MOST = 60;

  @Property(tries = 500)
  void answerEach_anyItemsFail_exactlyTheyDo(
      @ForAll @Size(max = MOST) Set<@LongRange(min = 0, max = MOST - 1) Long> bad,
      @ForAll @IntRange(max = MOST) int count,
      @ForAll @IntRange(min = 1, max = MOST) int maxBatch) {
    AtomicInteger calls = new AtomicInteger();
    List<? extends Outcome<?>> outcomes =
        failing(bad, maxBatch, calls)
            .answerEach(
                LongStream.range(0, count).mapToObj(BatchesPropertyTest::item).toList(),
                new Call("id-1", Deadline.none()));
    assertThat(outcomes).hasSize(count);
    for (int i = 0; i < count; i++) {
      String expected = bad.contains((long) i) ? "bad " + i : "{\"text\":\"" + i + "\"}";
      assertThat(shown(outcomes.get(i))).isEqualTo(expected);
    }
    assertThat(calls.get()).isLessThanOrEqualTo(2 * count);
  }

  private static String shown(Outcome<?> outcome) {
    return outcome instanceof Outcome.Success<?> success
        ? success.value().toString()
        : ((Outcome.Failure<?>) outcome).message();
  }

  private static Inference<Long, String> failing(Set<Long> bad, int maxBatch, AtomicInteger calls) {
    return Inference.<Long, String>builder(
            "texts",
            new CountedModel(() -> new WeightlessModel("disk")),
            new NumberCodec(),
            (leased, items, call) -> {
              calls.incrementAndGet();
              if (!Collections.disjoint(items, bad)) {
                long first = items.stream().filter(bad::contains).findFirst().orElseThrow();
                throw new InvalidInputException("bad " + first);
              }
              return items.stream().map(String::valueOf).toList();
            })
        .maxBatch(maxBatch)
        .build();
  }

  private static Payload item(long n) {
    return Payload.json("message", "{\"n\":" + n + "}");
  }
}
