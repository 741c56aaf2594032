package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.ConfigurationException;
import dev.hearth.InvalidInputException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.OverloadedException;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The parts that are too small for a test class each. */
class SmallPartsTest {

  @Property(tries = 500)
  void directRun_packed_comesBackTheSame(
      @ForAll @IntRange(min = 1, max = 32_000) int rows,
      @ForAll @IntRange(max = 12) int bucket,
      @ForAll @LongRange(min = 1, max = 17_000_000_000_000L) long nanos) {
    long packed = DirectRun.pack(rows, bucket, nanos);
    assertThat(packed).isNotZero();
    assertThat(DirectRun.unpack(packed)).isEqualTo(new DirectRun(rows, bucket, nanos));
  }

  @Test
  void millis_areToldToAHundredth() {
    assertThat(Millis.of(12_344_999)).isEqualTo("12.34 ms");
    assertThat(Millis.of(5_000_000)).isEqualTo("5.0 ms");
    assertThat(Millis.of(-70_000)).isEqualTo("-0.07 ms");
    assertThat(Millis.of(0)).isEqualTo("0.0 ms");
  }

  @Property(tries = 200)
  void directRun_beyondWhatFits_isTheMostThatFitsAndOfTheSameShape(
      @ForAll @IntRange(min = 32_768) int rows,
      @ForAll @IntRange(max = 12) int bucket,
      @ForAll @LongRange(min = 17_600_000_000_000L) long nanos) {
    DirectRun run = DirectRun.unpack(DirectRun.pack(rows, bucket, nanos));
    assertThat(run.bucket()).isEqualTo(bucket);
    assertThat(run.rows()).isBetween(32_000, rows);
    assertThat(run.nanos()).isBetween(17_000_000_000_000L, nanos);
  }

  @Test
  void directRun_tookNoTime_isStillOne() {
    assertThat(DirectRun.pack(1, 0, 0)).isNotZero();
  }

  @Test
  void overlap_countsTheTimeWhileMoreThanOneRuns() {
    BesideTime beside = new BesideTime();
    beside.changed(1, 100);
    beside.changed(2, 200);
    assertThat(beside.nanos(250)).isEqualTo(50);
    beside.changed(3, 300);
    beside.changed(1, 400);
    assertThat(beside.nanos(900)).isEqualTo(200);
    beside.changed(2, 1000);
    assertThat(beside.nanos(1001)).isEqualTo(201);
  }

  @Test
  void trial_goesOnForItsBudgetThenPausesEverLonger() {
    WaitTrial trial = new WaitTrial();
    assertThat(trial.isOn(0, 100)).isTrue();
    assertThat(trial.isOn(99, 100)).isTrue();
    assertThat(trial.isOn(101, 100)).isFalse();
    long first = pause(trial, 101);
    long second = pause(trial, first + 101);
    assertThat(second - first).isGreaterThan(first);
  }

  @Test
  void trial_succeeded_pausesForShortAgain() {
    WaitTrial trial = new WaitTrial();
    trial.isOn(0, 100);
    long first = pause(trial, 101);
    long second = pause(trial, first + 101);
    trial.succeeded();
    long third = pause(trial, second + 101);
    long fourth = pause(trial, third + 101);
    assertThat(fourth - third).isLessThan(third - second);
  }

  /** Returns when the next trial begins. */
  private static long pause(WaitTrial trial, long from) {
    long now = from;
    while (!trial.isOn(now, 100)) {
      now += Duration.ofMillis(1).toNanos();
    }
    return now;
  }

  @Test
  void settlement_blamesItemsForWhatMayBeTheirFaultOnly() {
    assertThat(Settlement.mayBeAnItems(new InvalidInputException("bad"))).isTrue();
    assertThat(Settlement.mayBeAnItems(new StackOverflowError())).isTrue();
    assertThat(Settlement.mayBeAnItems(new ModelUnavailableException("away"))).isFalse();
    assertThat(Settlement.mayBeAnItems(new OverloadedException("full"))).isFalse();
    assertThat(Settlement.mayBeAnItems(new ConfigurationException("wrong"))).isFalse();
  }
}
