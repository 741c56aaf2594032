package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Bytes;
import dev.hearth.ModelRef;
import dev.hearth.testkit.FakeRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one folder. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ProcessesTest {

  private static final ModelRef MINILM = ModelRef.parse("minilm@3");
  private static final Bytes LENGTH = Bytes.mebibytes(30);
  private static final Bytes QUOTA = Bytes.mebibytes(64);

  @TempDir Path temp = Path.of("");

  private final List<ChildJvm> processes = new ArrayList<>();

  @AfterEach
  void endProcesses() throws InterruptedException {
    for (ChildJvm process : processes) {
      process.close();
    }
  }

  @Test
  void acquire_byFourProcessesTogether_fetchesOnceAndStaysUnderTheQuota() throws Exception {
    ChildJvm.publish(store(), MINILM, LENGTH, 7);
    for (int i = 0; i < 4; i++) {
      processes.add(ChildJvm.start(List.of("-Xmx32m"), folder(), store(), QUOTA));
    }
    for (ChildJvm process : processes) {
      process.awaitReady();
    }
    AtomicBoolean over = new AtomicBoolean();
    Threads.Call<Long> watch = Threads.start(() -> largest(over));
    for (ChildJvm process : processes) {
      process.go();
    }
    long bytesRead = 0;
    for (ChildJvm process : processes) {
      List<String> lines = process.lines();
      assertThat(lines).contains("seed 7", "warnings 0");
      bytesRead += bytesRead(lines);
    }
    over.set(true);
    assertThat(watch.result()).isBetween(LENGTH.value(), QUOTA.value());
    assertThat(bytesRead).isEqualTo(LENGTH.value());
    assertThat(FolderView.of(folder()).files())
        .containsOnlyKeys(".lock", "minilm/3/model.digest", "minilm/3/model.onnx");
  }

  @Test
  void acquire_fillingProcessDies_isTakenOverAtOnce() throws Exception {
    ChildJvm.publish(store(), MINILM, LENGTH, 7);
    ChildJvm first = ChildJvm.start(List.of(), folder(), store(), QUOTA);
    processes.add(first);
    first.awaitReady();
    first.go();
    for (int dots = 0; dots < 100; dots++) {
      assertThat(first.read()).isEqualTo('.');
    }
    FakeRuntime runtime = new FakeRuntime();
    try (LayeredModelCache cache =
        LayeredModelCache.builder()
            .disk(folder(), QUOTA)
            .remote(FolderModelStore.at(store()))
            .runtime(runtime)
            .build()) {
      Threads.Call<Long> call = Threads.start(() -> CacheTest.ask(cache, MINILM)).awaitStall();
      first.kill();
      assertThat(call.result()).isEqualTo(7);
    }
    assertThat(FolderView.of(folder()).unfinished()).isEmpty();
  }

  @Test
  void tryTake_lookedAtAsAFolder_isHeldAllTheSame() throws Exception {
    Path file = temp.resolve("lock");
    FolderLock lock = FolderLock.tryTake(file).orElseThrow();
    assertThat(DiskFolder.children(file)).isEmpty();
    Process other = lockMain(file);
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("taken by somebody else");
    } finally {
      other.destroyForcibly().waitFor();
      lock.close();
    }
  }

  @Test
  void tryTake_heldByAProcessThatDies_isFreeAgain() throws Exception {
    Path file = temp.resolve("lock");
    Process holder = lockMain(file);
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("held");
      assertThat(FolderLock.isHeld(file)).isTrue();
      assertThat(FolderLock.tryTake(file)).isEmpty();
    } finally {
      holder.destroyForcibly().waitFor();
    }
    assertThat(FolderLock.isHeld(file)).isFalse();
    FolderLock lock = FolderLock.tryTake(file).orElseThrow();
    assertThat(FolderLock.tryTake(file)).isEmpty();
    assertThat(FolderLock.isHeld(file)).isTrue();
    lock.close();
    lock.close();
    assertThat(FolderLock.isHeld(file)).isFalse();
    Files.delete(file);
    assertThat(FolderLock.isHeld(file)).isFalse();
    assertThat(file).doesNotExist();
  }

  private static Process lockMain(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LockMain.class.getName(),
            file.toString())
        .redirectErrorStream(true)
        .start();
  }

  private long largest(AtomicBoolean over) throws IOException {
    long most = 0;
    while (!over.get()) {
      most = Math.max(most, FolderView.ofLocked(folder()).bytes());
      LockSupport.parkNanos(5_000_000);
    }
    return Math.max(most, FolderView.ofLocked(folder()).bytes());
  }

  private static long bytesRead(List<String> lines) {
    String prefix = "bytes read ";
    return lines.stream()
        .filter(line -> line.startsWith(prefix))
        .mapToLong(line -> Long.parseLong(line.substring(prefix.length())))
        .sum();
  }

  private Path folder() {
    return temp.resolve("models");
  }

  private Path store() {
    return temp.resolve("store");
  }

  /** Holds a lock until it is killed. */
  static final class LockMain {

    private LockMain() {}

    public static void main(String[] args) throws Exception {
      Optional<FolderLock> lock = FolderLock.tryTake(Path.of(args[0]));
      System.out.println(lock.isPresent() ? "held" : "taken by somebody else");
      System.in.read();
      lock.ifPresent(FolderLock::close);
    }
  }
}
