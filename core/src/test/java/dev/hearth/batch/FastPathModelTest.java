package dev.hearth.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Checks interleavings of callers that take the path without locks, or come upon one another and
 * count each other under a lock, as {@link BatchScheduler} does. A caller that were counted by
 * nobody or twice would leave a wrong count or a closed path behind, and fail the test.
 */
public class FastPathModelTest {

  private static final int INTERLEAVINGS = 300;

  private final FastPath<Object> path = new FastPath<>();
  private final ReentrantLock lock = new ReentrantLock();
  private int counted;

  /** What a caller sees where calls come one after another. */
  public static class OneByOne {
    public int run(int item) {
      return 10 * item;
    }
  }

  @Operation
  public int run(@Param(gen = IntGen.class) int item) {
    Object me = new Object();
    if (path.take(me)) {
      int result = 10 * item;
      if (!path.leave(me)) {
        ended();
      }
      return result;
    }
    enter();
    int result = 10 * item;
    ended();
    return result;
  }

  @Validate
  public void nothingIsLeftBehind() {
    if (counted != 0 || !path.take(this) || !path.leave(this)) {
      throw new IllegalStateException("counted: " + counted);
    }
  }

  @Test
  void callers_anyInterleaving_areCountedOnceAndLeaveThePathOpen() throws IOException {
    Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"))); // Lincheck expects it.
    options(2, 2).check(FastPathModelTest.class);
    options(3, 1).check(FastPathModelTest.class);
  }

  private static ModelCheckingOptions options(int threads, int callsEach) {
    return new ModelCheckingOptions()
        .threads(threads)
        .actorsPerThread(callsEach)
        .actorsBefore(0)
        .actorsAfter(0)
        .iterations(1)
        .invocationsPerIteration(INTERLEAVINGS)
        .checkObstructionFreedom(false)
        .sequentialSpecification(OneByOne.class);
  }

  private void enter() {
    lock.lock();
    try {
      if (path.close() != null) {
        counted++;
      }
      counted++;
    } finally {
      lock.unlock();
    }
  }

  private void ended() {
    lock.lock();
    try {
      counted--;
      if (counted < 0) {
        throw new IllegalStateException("counted: " + counted);
      }
      if (counted == 0) {
        path.open();
      }
    } finally {
      lock.unlock();
    }
  }
}
