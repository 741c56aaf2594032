package dev.hearth.cache.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.ModelRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LazyBucketTest {

  private final AtomicInteger builds = new AtomicInteger();

  @Test
  void get_manyAtOnce_buildsOnce() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    LazyBucket lazy =
        new LazyBucket(
            () -> {
              builds.incrementAndGet();
              await(go);
              return build();
            });
    List<CompletableFuture<Bucket>> getting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      getting.add(CompletableFuture.supplyAsync(() -> get(lazy), task -> new Thread(task).start()));
    }
    go.countDown();
    Bucket first = getting.get(0).get(30, TimeUnit.SECONDS);
    for (CompletableFuture<Bucket> each : getting) {
      assertThat(each.get(30, TimeUnit.SECONDS)).isSameAs(first);
    }
    assertThat(builds).hasValue(1);
    lazy.close();
  }

  @Test
  void get_failsOnce_isRetried() {
    LazyBucket lazy =
        new LazyBucket(
            () -> {
              if (builds.incrementAndGet() == 1) {
                throw new ConfigurationException("region: none");
              }
              return build();
            });
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> get(lazy))
        .withMessage("region: none");
    assertThat(lazy.built()).isFalse();
    assertThat(get(lazy)).isSameAs(get(lazy));
    assertThat(builds).hasValue(2);
    lazy.close();
  }

  @Test
  void open_deadlinePassesWhileBuilding_leavesTheBuilding() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    S3Settings settings = settings();
    LazyBucket lazy =
        new LazyBucket(
            () -> {
              await(go);
              interrupted.complete(Thread.currentThread().isInterrupted());
              return build();
            });
    try (S3ModelStore store = new S3ModelStore(settings, lazy)) {
      ModelRef ref = ModelRef.parse("minilm@3");
      assertThatExceptionOfType(DeadlineExceededException.class)
          .isThrownBy(() -> store.open(ref, Deadline.after(Duration.ofMillis(50))));
      go.countDown();
      assertThat(interrupted.get(30, TimeUnit.SECONDS)).isFalse();
      assertThat(get(lazy)).isNotNull();
    }
  }

  private static Bucket build() {
    return Clients.bucket(settings().access(), "models", Surroundings.ofProcess());
  }

  private static S3Settings settings() {
    return new S3Settings(
        "models",
        "",
        new S3Access(
            S3Fixture.S3.endpoint(),
            null,
            "us-east-1",
            S3Fixture.credentials("secret"),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            1),
        16 << 20);
  }

  private static Bucket get(LazyBucket lazy) {
    try {
      return lazy.get();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
