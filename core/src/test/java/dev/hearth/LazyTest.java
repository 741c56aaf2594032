package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.internal.SingleFlight;
import dev.hearth.spi.LoadContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LazyTest {

  private final StagedLoad<Object> maker = new StagedLoad<>();
  private final Lazy<Object> lazy =
      Lazy.of("vocabulary", () -> maker.apply(new LoadContext(Ticker.system())));

  @Test
  void get_byTenThreads_makesOnce() throws InterruptedException {
    List<Caller<Object>> callers = Caller.many(10, () -> lazy.get(Deadline.none()));
    StagedLoad.Run<Object> run = maker.begun();
    callers.forEach(caller -> caller.awaitWaitingIn(SingleFlight.class));
    Object made = new Object();

    run.succeed(made);

    assertThat(callers).extracting(Caller::result).containsOnly(made);
    assertThat(lazy.get(Deadline.none())).isSameAs(made);
    assertThat(maker.count()).isEqualTo(1);
  }

  @Test
  void isMade_always_tellsWithoutMaking() throws InterruptedException {
    assertThat(lazy.isMade()).isFalse();
    lazy.preload();
    StagedLoad.Run<Object> run = maker.begun();
    assertThat(lazy.isMade()).isFalse();

    run.succeed("made");
    run.awaitEnd();

    assertThat(lazy.isMade()).isTrue();
    assertThat(maker.count()).isEqualTo(1);
  }

  @Test
  void get_makerFails_isTriedAgain() throws InterruptedException {
    Caller<Object> first = Caller.of(() -> lazy.get(Deadline.none()));
    maker.begun().fail(new IllegalStateException("no file"));
    assertThat(first.failure()).isInstanceOf(IllegalStateException.class).hasMessage("no file");

    Caller<Object> second = Caller.of(() -> lazy.get(Deadline.none()));
    maker.begun().succeed("made");

    assertThat(second.result()).isEqualTo("made");
  }

  @Test
  void get_deadlinePasses_makingGoesOn() throws InterruptedException {
    assertThatThrownBy(() -> lazy.get(Deadline.after(Duration.ZERO)))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageStartingWith("deadline passed while loading vocabulary (");

    StagedLoad.Run<Object> run = maker.begun();
    run.succeed("made");
    run.awaitEnd();

    assertThat(lazy.get(Deadline.after(Duration.ZERO))).isEqualTo("made");
  }

  @Test
  void get_makerGivesNull_fails() {
    @SuppressWarnings("NullAway") // The mistake under test.
    Lazy<Object> nothing = Lazy.of("vocabulary", () -> null);

    assertThatThrownBy(() -> nothing.get(Deadline.none()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("vocabulary");
  }

  @Test
  void get_insideItsOwnMaker_fails() {
    AtomicReference<@Nullable Lazy<String>> self = new AtomicReference<>();
    Lazy<String> ring =
        Lazy.of("ring", () -> Objects.requireNonNull(self.get()).get(Deadline.none()));
    self.set(ring);

    assertThatThrownBy(() -> ring.get(Deadline.none()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("load of ring: needs itself, ring > ring (");
  }

  @Test
  void preload_makesOnAThreadOfItsOwn() throws InterruptedException {
    lazy.preload();
    StagedLoad.Run<Object> run = maker.begun();
    lazy.preload();
    run.succeed("made");
    run.awaitEnd();
    lazy.preload();

    assertThat(run.thread().getName()).isEqualTo("hearth-load vocabulary");
    assertThat(run.thread().isDaemon()).isTrue();
    assertThat(lazy.get(Deadline.none())).isEqualTo("made");
    assertThat(maker.count()).isEqualTo(1);
  }
}
