package dev.hearth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.Caller;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.FakeTicker;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelBrokenException;
import dev.hearth.StagedLoad;
import dev.hearth.internal.SingleFlight;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ModelSlotTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final FakeTicker ticker = new FakeTicker();
  private final StagedLoad<LoadedModel> load = new StagedLoad<>();
  private final FakeLoadedModel first = new FakeLoadedModel("first@1");
  private final FakeLoadedModel second = new FakeLoadedModel("second@1");
  private final ModelSlot slot =
      new ModelSlot("model 'm@1'", load::apply, LoadThreads.daemon("m@1"), ticker, PATIENCE);

  @Test
  void acquire_byTenThreads_loadsOnceAndLeasesToEach() throws InterruptedException {
    List<Caller<Lease<Model>>> callers = Caller.many(10, () -> slot.acquire(Deadline.none()));
    StagedLoad.Run<LoadedModel> run = load.begun();
    callers.forEach(caller -> caller.awaitWaitingIn(SingleFlight.class));
    run.succeed(first);
    List<Lease<Model>> leases = callers.stream().map(Caller::result).toList();
    assertThat(leases).extracting(Lease::get).containsOnly(first);

    slot.evict();
    leases.stream().skip(1).forEach(Lease::close);

    assertThat(load.count()).isEqualTo(1);
    assertThat(first.closes()).isZero();
    leases.get(0).close();
    assertThat(first.closes()).isEqualTo(1);
  }

  @Test
  void acquire_loaded_loadsNothing() throws InterruptedException {
    loaded(first).close();

    try (Lease<Model> lease = slot.acquire(Deadline.after(Duration.ZERO))) {
      assertThat(lease.get()).isSameAs(first);
    }
    assertThat(load.count()).isEqualTo(1);
  }

  @Test
  void acquire_loadFails_throwsWhatTheLoaderThrew() throws InterruptedException {
    Caller<Lease<Model>> caller = Caller.of(() -> slot.acquire(Deadline.none()));
    ModelBrokenException failure = new ModelBrokenException("truncated");
    load.begun().fail(failure);

    assertThat(caller.failure()).isSameAs(failure);
    assertThat(slot.peek()).isEmpty();
  }

  @Test
  void acquire_afterEviction_loadsAgain() throws InterruptedException {
    loaded(first).close();
    slot.evict();

    try (Lease<Model> lease = loaded(second)) {
      assertThat(lease.get()).isSameAs(second);
    }
    assertThat(first.closes()).isEqualTo(1);
    assertThat(second.closes()).isZero();
  }

  @Test
  void acquire_deadlinePassesWhileTheLoadStalls_closesTheLateModel() throws InterruptedException {
    slot.preload();
    StagedLoad.Run<LoadedModel> stalled = load.begun();
    stalled.context().abandonable(() -> {});
    ticker.advance(PATIENCE);
    assertThatThrownBy(() -> slot.acquire(Deadline.after(Duration.ZERO, ticker)))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageStartingWith("deadline passed while loading model 'm@1' (so far: ");

    try (Lease<Model> lease = loaded(second)) {
      stalled.succeed(first);
      stalled.awaitEnd();

      assertThat(first.closes()).isEqualTo(1);
      assertThat(slot.peek()).containsSame(second);
      assertThat(lease.get()).isSameAs(second);
    }
    assertThat(second.closes()).isZero();
  }

  @Test
  void evict_emptySlot_saysSo() {
    assertThat(slot.evict()).isFalse();
  }

  @Test
  void evict_unused_closesAtOnce() throws InterruptedException {
    loaded(first).close();

    assertThat(slot.evict()).isTrue();
    assertThat(slot.evict()).isFalse();

    assertThat(first.closes()).isEqualTo(1);
    assertThat(slot.peek()).isEmpty();
  }

  @Test
  void evict_duringRuns_closesAfterTheLastLease() throws InterruptedException {
    Lease<Model> one = loaded(first);
    Lease<Model> two = slot.acquire(Deadline.none());

    slot.evict();
    one.close();
    assertThat(first.closes()).isZero();
    assertThat(two.get()).isSameAs(first);

    two.close();
    assertThat(first.closes()).isEqualTo(1);
  }

  @Test
  void evict_duringALoad_doesNotAffectIt() throws InterruptedException {
    Caller<Lease<Model>> caller = Caller.of(() -> slot.acquire(Deadline.none()));
    StagedLoad.Run<LoadedModel> run = load.begun();

    assertThat(slot.evict()).isFalse();
    run.succeed(first);

    assertThat(caller.result().get()).isSameAs(first);
  }

  @Test
  void close_ofALeaseTwice_givesUpOneRight() throws InterruptedException {
    Lease<Model> one = loaded(first);
    Lease<Model> two = slot.acquire(Deadline.none());
    slot.evict();

    one.close();
    one.close();

    assertThat(first.closes()).isZero();
    two.close();
    assertThat(first.closes()).isEqualTo(1);
  }

  @Test
  void get_afterTheLeaseIsClosed_fails() throws InterruptedException {
    Lease<Model> lease = loaded(first);
    lease.close();

    assertThatThrownBy(lease::get)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "lease on model 'm@1' is closed (expected: open); use the model before closing it");
  }

  @Test
  void preload_thenAcquire_sharesTheLoad() throws InterruptedException {
    slot.preload();
    StagedLoad.Run<LoadedModel> run = load.begun();
    slot.preload();
    run.succeed(first);
    run.awaitEnd();
    slot.preload();

    assertThat(slot.acquire(Deadline.none()).get()).isSameAs(first);
    assertThat(load.count()).isEqualTo(1);
  }

  private Lease<Model> loaded(LoadedModel model) throws InterruptedException {
    Caller<Lease<Model>> caller = Caller.of(() -> slot.acquire(Deadline.none()));
    load.begun().succeed(model);
    return caller.result();
  }
}
