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
