package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Bytes;
import dev.hearth.ModelRef;
import dev.hearth.Ticker;
import dev.hearth.testkit.FakeRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any moment of its first fill. */
final class KilledProcessTest {

  private static final int KILLS = 50;
  private static final ModelRef MINILM = ModelRef.parse("minilm@3");
  private static final ModelRef OTHER = ModelRef.parse("other@1");

  /** 128 dots of {@link FillMain}. */
  private static final Bytes LENGTH = Bytes.mebibytes(4);

  private static final int DOTS = 128;
  private static final Bytes QUOTA = Bytes.mebibytes(9);

  @TempDir Path temp = Path.of("");

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void fill_killedAtARandomMoment_leavesNothingThatHarms() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("KilledProcessTest: seed " + seed);
    Random random = new Random(seed);
    ChildJvm.publish(store(), MINILM, LENGTH, 7);
    ChildJvm.publish(store(), OTHER, Bytes.of(1000), 8);
    int unfinished = 0;
    try (Spare spare = new Spare()) {
      for (int kill = 0; kill < KILLS; kill++) {
        try (ChildJvm child = spare.next()) {
          child.go();
          awaitDots(child, random.nextInt(DOTS + 2));
          spin(random.nextInt(1_500_000));
          child.kill();
        }
        String moment = "seed " + seed + ", kill " + kill;
        FolderView left = FolderView.of(folder());
        assertThat(left.bytes()).as(moment).isLessThan(QUOTA.value());
        unfinished += left.unfinished().isEmpty() ? 0 : 1;
        assertThat(askAnew(MINILM)).as(moment).isEqualTo(7);
        assertThat(askAnew(OTHER)).as(moment).isEqualTo(8);
        assertThat(FolderView.of(folder()).files())
            .as(moment)
            .containsOnlyKeys(
                ".lock",
                "minilm/3/model.digest",
                "minilm/3/model.onnx",
                "other/1/model.digest",
                "other/1/model.onnx");
        deleteFolder();
      }
    }
    assertThat(unfinished).as("kills during the fill, seed %s", seed).isGreaterThan(KILLS / 3);
  }

  /** Asks as a new process would. */
  private long askAnew(ModelRef ref) {
    try (LayeredModelCache cache =
        LayeredModelCache.builder()
            .disk(folder(), QUOTA)
            .remote(FolderModelStore.at(store()))
            .runtime(new FakeRuntime())
            .build()) {
      return CacheTest.ask(cache, ref);
    }
  }

  private static void awaitDots(ChildJvm child, int count) throws IOException {
    for (int seen = 0; seen < count; seen++) {
      if (child.read() != '.') {
        return;
      }
    }
  }

  private static void spin(int nanos) {
    long start = Ticker.system().nanos();
    while (Ticker.system().nanos() - start < nanos) {
      Thread.onSpinWait();
    }
  }

  private void deleteFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Path folder() {
    return temp.resolve("models");
  }

  private Path store() {
    return temp.resolve("store");
  }

  /** Starts each process while the one before it is looked after. */
  private final class Spare implements AutoCloseable {

    private ChildJvm waiting = start();

    ChildJvm next() throws IOException {
      ChildJvm next = waiting;
      waiting = start();
      return next;
    }

    private ChildJvm start() throws IOException {
      return ChildJvm.start(List.of("-Xmx24m"), folder(), store(), QUOTA);
    }

    @Override
    public void close() throws InterruptedException {
      waiting.close();
    }

    Spare() throws IOException {}
  }
}
