package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.testkit.FakeTicker;
import dev.hearth.testkit.store.Fault;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that stops in the middle. */
final class HangingStoreTest extends CacheTest {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final FakeTicker ticker = new FakeTicker();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_transferHangs_isGivenUpAtTheDeadline(boolean disk) {
    publish(MINILM, 7);
    remote.fault(new Fault.Hanging(100));
    LayeredModelCache cache = open(builder(disk).patience(PATIENCE));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> ask(cache, MINILM, Deadline.after(SHORT)))
        .withMessageMatching(
            "deadline passed while loading model 'minilm@3' \\(so far: remote: .*connect \\d+ ms.*\\)"
                + " \\(budget 200 ms, used [2-9]\\d\\d ms\\); give the call more time or make less of"
                + " it");
    Eventually.isTrue("the download is closed", () -> remote.underWay() == 0);
    assertThat(remote.aborts()).isEqualTo(1);
    Eventually.isTrue("the part is gone", () -> FolderView.of(folder()).unfinished().isEmpty());
    remote.fault(new Fault.None());
    assertThat(ask(cache, MINILM, Deadline.after(LONG))).isEqualTo(7);
    assertThat(remote.opens()).isEqualTo(2);
    assertThat(runtime.loads()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_noAnswer_isGivenUpAtTheDeadline(boolean disk) {
    publish(MINILM, 7);
    remote.fault(new Fault.Unanswering());
    LayeredModelCache cache =
        open(builder(disk).patience(PATIENCE).openWait(Duration.ofMillis(600)));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> ask(cache, MINILM, Deadline.after(SHORT)));
    remote.fault(new Fault.None());
    assertThat(ask(cache, MINILM, Deadline.after(LONG))).isEqualTo(7);
    assertThat(remote.manifests()).isEqualTo(2);
    Eventually.isTrue("the first load has ended", () -> Threads.loading().isEmpty());
    assertThat(remote.opens()).isEqualTo(1);
    assertThat(runtime.loads()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_answersAfterItWasGivenUp_opensNothing(boolean disk) {
    publish(MINILM, 7);
    remote.fault(new Fault.Unanswering());
    LayeredModelCache cache = open(builder(disk).patience(PATIENCE));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> ask(cache, MINILM, Deadline.after(SHORT)));
    assertThat(remote.waiting()).isEqualTo(1);
    remote.fault(new Fault.None()).release();
    Eventually.isTrue("the first load has ended", () -> Threads.loading().isEmpty());
    assertThat(remote.opens()).isZero();
    assertThat(runtime.loads()).isZero();
    assertThat(ask(cache, MINILM, Deadline.after(LONG))).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_noAnswerWithinTheOpenWait_isUnavailable(boolean disk) {
    publish(MINILM, 7);
    remote.fault(new Fault.Unanswering());
    LayeredModelCache cache = open(builder(disk).openWait(Duration.ofMillis(100)));
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> ask(cache, MINILM))
        .withMessage(
            "model 'minilm@3': "
                + remote.location()
                + " did not answer within 100 ms (expected: the beginning of the model); call"
                + " again");
    remote.fault(new Fault.None());
    assertThat(ask(cache, MINILM)).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_slowButGettingOn_isLeftToTheNextCaller(boolean disk) {
    publish(MINILM, 7);
    remote.fault(new Fault.Hanging(100));
    LayeredModelCache cache = open(builder(disk).ticker(ticker)); // No time passes for the load.
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> ask(cache, MINILM, Deadline.after(SHORT)));
    assertThat(remote.underWay()).isEqualTo(1);
    remote.release();
    assertThat(ask(cache, MINILM, Deadline.after(LONG))).isEqualTo(7);
    assertThat(remote.opens()).isEqualTo(1);
    assertThat(remote.aborts()).isZero();
    assertThat(runtime.loads()).isEqualTo(1);
  }

  @Test
  void acquire_sessionTakesLong_isNeverGivenUp() throws Exception {
    publish(MINILM, 7);
    CountDownLatch go = new CountDownLatch(1);
    runtime.onLoad(ref -> await(go));
    LayeredModelCache cache = open(withDisk().patience(Duration.ZERO));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> ask(cache, MINILM, Deadline.after(SHORT)));
    go.countDown();
    assertThat(ask(cache, MINILM, Deadline.after(LONG))).isEqualTo(7);
    assertThat(runtime.loads()).isEqualTo(1);
  }

  @Test
  void acquire_givenUpByAnImpatientCaller_goesOnForThePatientOne() throws Exception {
    publish(MINILM, 7);
    remote.fault(new Fault.Hanging(100));
    LayeredModelCache cache = open(withDisk().patience(PATIENCE));
    Threads.Call<Long> patient = Threads.start(() -> ask(cache, MINILM)).awaitStall();
    Eventually.isTrue("the transfer hangs", () -> remote.waiting() == 1);
    remote.fault(new Fault.None());
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> ask(cache, MINILM, Deadline.after(SHORT)));
    assertThat(patient.result()).isEqualTo(7);
    assertThat(remote.opens()).isEqualTo(2);
  }

  @Test
  void preload_storeDown_warnsAndTheNextCallLoads() {
    publish(MINILM, 7);
    remote.fault(new Fault.Busy());
    LayeredModelCache cache = open(withDisk());
    cache.model("minilm@3").preload();
    Eventually.isTrue(
        "a warning", () -> !Logs.warnings(remote.location() + " answered 503").isEmpty());
    assertThat(Logs.warnings(remote.location()))
        .containsExactly(
            "model 'minilm@3' was not loaded ahead of its first use:"
                + " dev.hearth.ModelUnavailableException: model 'minilm@3': "
                + remote.location()
                + " answered 503 SlowDown (expected: 200); retry later");
    remote.fault(new Fault.None());
    assertThat(ask(cache, MINILM)).isEqualTo(7);
  }

  private LayeredModelCacheBuilder builder(boolean disk) {
    return disk ? withDisk() : withoutDisk();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
