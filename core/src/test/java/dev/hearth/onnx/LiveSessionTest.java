package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.hearth.internal.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions replaced and closed between and under runs; a second close of one would throw. */
@Timeout(120)
class LiveSessionTest {

  private static final int SWAPS = 100;
  private static final int CALLERS = 8;

  @Test
  void forRun_closed_tellsOfTheLease() {
    LiveSession live = new LiveSession(TestSessions.times(1));
    live.close();
    live.close();
    assertThat(live.isClosed()).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(live::forRun)
        .withMessage("the model is closed (expected: to be leased while it runs)");
  }

  @Test
  void close_underARun_waitsForItsEnd() {
    SessionHandle first = TestSessions.times(1);
    LiveSession live = new LiveSession(first);
    Counted<SessionHandle> running = live.forRun();
    live.close();
    assertThat(TestSessions.answer(running.value())).isEqualTo(1);
    running.release();
    assertThat(TestSessions.isClosed(first)).isTrue();
  }

  @Test
  void replace_afterTheClose_closesTheNewOne() {
    LiveSession live = new LiveSession(TestSessions.times(1));
    live.close();
    SessionHandle late = TestSessions.times(2);
    assertThat(live.replace(late)).isFalse();
    assertThat(TestSessions.isClosed(late)).isTrue();
  }

  @Test
  void forRun_notAlone_isTheSecondSession() {
    LiveSession live = new LiveSession(TestSessions.times(1));
    assertThat(answer(live, false)).isEqualTo(1);
    assertThat(live.separates()).isFalse();
    assertThat(live.separate(TestSessions.times(2))).isTrue();
    assertThat(live.separates()).isTrue();
    assertThat(answer(live, true)).isEqualTo(1);
    assertThat(answer(live, false)).isEqualTo(2);
    live.close();
  }

  @Test
  void replace_withASecondSession_leavesThatOne() {
    LiveSession live = new LiveSession(TestSessions.times(1));
    live.separate(TestSessions.times(2));
    live.replace(TestSessions.times(3));
    assertThat(answer(live, true)).isEqualTo(3);
    assertThat(answer(live, false)).isEqualTo(2);
    live.close();
  }

  @Test
  void close_underARunOnTheSecond_waitsForItsEnd() {
    SessionHandle first = TestSessions.times(1);
    SessionHandle second = TestSessions.times(2);
    LiveSession live = new LiveSession(first);
    live.separate(second);
    Counted<SessionHandle> running = live.forRun(false);
    live.close();
    assertThat(TestSessions.isClosed(first)).isTrue();
    assertThat(TestSessions.answer(running.value())).isEqualTo(2);
    running.release();
    assertThat(TestSessions.isClosed(second)).isTrue();
  }

  @Test
  void forRun_closedAndNotAlone_tellsOfTheLease() {
    LiveSession live = new LiveSession(TestSessions.times(1));
    live.separate(TestSessions.times(2));
    live.close();
    assertThatIllegalStateException().isThrownBy(() -> live.forRun(false));
  }

  @Test
  void separate_afterTheClose_closesTheNewOne() {
    LiveSession live = new LiveSession(TestSessions.times(1));
    live.close();
    SessionHandle late = TestSessions.times(2);
    assertThat(live.separate(late)).isFalse();
    assertThat(live.separates()).isFalse();
    assertThat(TestSessions.isClosed(late)).isTrue();
  }

  @Test
  void replace_hundredTimesUnderEightCallers_answersAreRightAndAllAreClosed() throws Exception {
    List<SessionHandle> all = new ArrayList<>();
    all.add(TestSessions.times(1));
    LiveSession live = new LiveSession(all.get(0));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    List<Future<Integer>> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(threads.submit(caller(live, done)));
    }
    for (int swap = 2; swap <= SWAPS + 1; swap++) {
      SessionHandle next = TestSessions.times(swap);
      all.add(next);
      assertThat(live.replace(next)).isTrue();
    }
    done.set(true);
    int answers = 0;
    for (Future<Integer> caller : callers) {
      answers += caller.get();
    }
    threads.shutdown();
    live.close();
    assertThat(answers).isPositive();
    assertThat(all).hasSize(SWAPS + 1).allMatch(TestSessions::isClosed);
  }

  private static float answer(LiveSession live, boolean alone) {
    Counted<SessionHandle> session = live.forRun(alone);
    try {
      return TestSessions.answer(session.value());
    } finally {
      session.release();
    }
  }

  /** Each caller sees the sessions in their order, for the factor grows with each. */
  private static Callable<Integer> caller(LiveSession live, AtomicBoolean done) {
    return () -> {
      float last = 1;
      int answers = 0;
      while (!done.get()) {
        float answer = TestSessions.answer(live);
        assertThat(answer).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(SWAPS + 1f);
        assertThat(answer).isEqualTo((float) Math.rint(answer));
        last = answer;
        answers++;
      }
      return answers;
    };
  }
}
