package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.batch.Schedule.Arrival;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** What holds whatever comes, in virtual time. */
class SchedulePropertyTest {

  private static final int MAX_ROWS = 6;
  private static final Duration WAIT = Duration.ofMillis(7);

  @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
  void anySchedule_everyPolicy_answersEachItemOnceAndFailsThePoisonedOnesOnly(
      @ForAll("policies") BatchPolicy policy,
      @ForAll("arrivals") List<Arrival> arrivals,
      @ForAll @IntRange(min = 1, max = 3) int slots,
      @ForAll boolean someSizesOnly) {
    MicroBatcherBuilder<Work, Integer> builder =
        Work.batcher().policy(policy).maxBatch(MAX_ROWS).maxQueued(30);
    Schedule schedule = new Schedule(slots, someSizesOnly ? builder.allowedSizes(2, 5) : builder);
    schedule.play(arrivals);
    schedule.assertEachAnsweredRightly();
    schedule.assertNoBatchHasMoreRowsThan(MAX_ROWS);
  }

  @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
  void anySchedule_fixedPolicyAndAProcessorIsFree_nobodyWaitsLongerThanItSays(
      @ForAll("arrivals") List<Arrival> arrivals, @ForAll @IntRange(min = 1, max = 3) int slots) {
    MicroBatcherBuilder<Work, Integer> builder =
        Work.batcher().policy(BatchPolicy.fixed(MAX_ROWS, WAIT)).maxBatch(MAX_ROWS);
    Schedule schedule = new Schedule(slots, builder);
    schedule.afterDispatch(
        () -> assertThat(schedule.longestWaitWhileFree()).isLessThan(WAIT.toNanos()));
    schedule.play(arrivals);
    schedule.assertEachAnsweredRightly();
  }

  @Property(tries = 100, shrinking = ShrinkingMode.BOUNDED)
  void anySchedule_drained_nothingWaitsForCompany(
      @ForAll("policies") BatchPolicy policy, @ForAll("arrivals") List<Arrival> arrivals) {
    Schedule schedule = new Schedule(2, Work.batcher().policy(policy).maxBatch(MAX_ROWS));
    schedule.drainAt(10);
    schedule.afterDispatch(() -> assertThat(schedule.waitsThoughDrained()).isFalse());
    schedule.play(arrivals);
    schedule.assertEachAnsweredRightly();
  }

  @Provide
  Arbitrary<BatchPolicy> policies() {
    return Arbitraries.of(
        BatchPolicy.adaptive(),
        new BatchPolicy.Adaptive(0),
        BatchPolicy.fixed(4, WAIT),
        BatchPolicy.fixed(1, Duration.ZERO),
        BatchPolicy.fixed(50, Duration.ofMillis(30)),
        new BatchPolicy.LatencyObjective(Duration.ofMillis(20)),
        new BatchPolicy.Planned(
            List.of(
                new BatchPolicy.Planned.Step(0, 1, Duration.ZERO),
                new BatchPolicy.Planned.Step(100, 4, WAIT))));
  }

  @Provide
  Arbitrary<List<Arrival>> arrivals() {
    return arrival().list().ofMinSize(1).ofMaxSize(40);
  }

  private static Arbitrary<Arrival> arrival() {
    Arbitrary<Integer> after = Arbitraries.oneOf(Arbitraries.of(0, 0, 1), millis(0, 25));
    Arbitrary<List<Work>> items = work().list().ofMinSize(1).ofMaxSize(5);
    Arbitrary<Integer> deadline = Arbitraries.oneOf(Arbitraries.of(-1), millis(1, 120));
    Arbitrary<Integer> leaves = Arbitraries.oneOf(Arbitraries.of(-1, -1, -1), millis(0, 30));
    Arbitrary<String> tenant = Arbitraries.of("", "a", "b");
    return Combinators.combine(after, items, deadline, leaves, tenant).as(Arrival::new);
  }

  private static Arbitrary<Work> work() {
    Arbitrary<Integer> rows = Arbitraries.of(1, 1, 1, 2, 3, 9);
    Arbitrary<Integer> length = Arbitraries.of(0, 0, 10, 100, 700);
    Arbitrary<Boolean> poisoned = millis(0, 9).map(n -> n == 0);
    return Combinators.combine(rows, length, poisoned)
        .as((many, longs, bad) -> new Work(0, many, longs, bad));
  }

  private static Arbitrary<Integer> millis(int from, int to) {
    return Arbitraries.integers().between(from, to);
  }
}
