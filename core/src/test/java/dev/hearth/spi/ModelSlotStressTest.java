package dev.hearth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Caller;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelUnavailableException;
import dev.hearth.Tensors;
import dev.hearth.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A slot under users, evictions, failures and lost patience at once. Not promised and so not
 * checked: how often a model is loaded, and which of two callers gets the newer one.
 *
 * <p>{@code -Dstress.evictions=} makes it longer.
 */
@Tag("stress")
@Timeout(120)
class ModelSlotStressTest {

  private static final int EVICTIONS = Integer.getInteger("stress.evictions", 250);
  private static final Tensors NOTHING = Tensors.of(Map.of());

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<FakeLoadedModel> models = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean stop = new AtomicBoolean();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void run_concurrentEvict_neverMeetsAClosedModel() throws InterruptedException {
    ModelSlot slot = slot(context -> load());
    List<Caller<Integer>> users = Caller.many(6, () -> use(slot, Deadline.none()));
    List<Caller<Integer>> evictors = Caller.many(2, () -> evict(slot));

    assertThat(evictors).extracting(Caller::result).containsOnly(EVICTIONS);
    stop.set(true);
    assertThat(users).extracting(Caller::result).allMatch(used -> used > 0);
    assertAllClosedOnce(slot);
    assertThat(models).hasSizeGreaterThanOrEqualTo(2 * EVICTIONS);
  }

  @Test
  void acquire_concurrentGiveUpAndFailure_closesEveryModelOnce() throws InterruptedException {
    AtomicInteger count = new AtomicInteger();
    ModelSlot slot =
        slot(
            context -> {
              context.abandonable(() -> {});
              int number = count.incrementAndGet();
              if (number % 3 == 0) {
                context.unabandonable();
              }
              if (number % 5 == 0) {
                throw new ModelUnavailableException("every fifth");
              }
              return load();
            });
    List<Caller<Integer>> hasty = Caller.many(3, () -> use(slot, Deadline.after(Duration.ZERO)));
    List<Caller<Integer>> patient = Caller.many(3, () -> use(slot, Deadline.none()));
    Caller<Integer> evictor = Caller.of(() -> evict(slot));

    assertThat(evictor.result()).isEqualTo(EVICTIONS);
    stop.set(true);
    hasty.forEach(Caller::result);
    assertThat(patient).extracting(Caller::result).allMatch(used -> used > 0);
    assertAllClosedOnce(slot);
  }

  private int use(ModelSlot slot, Deadline deadline) {
    int used = 0;
    while (!stop.get()) {
      try (Lease<Model> lease = slot.acquire(deadline)) {
        lease.get().run(NOTHING, deadline);
        used++;
      } catch (DeadlineExceededException | ModelUnavailableException e) {
        Thread.onSpinWait(); // As staged; the next round tries again.
      }
    }
    return used;
  }

  private static int evict(ModelSlot slot) {
    int evicted = 0;
    while (evicted < EVICTIONS) {
      evicted += slot.evict() ? 1 : 0;
      Thread.onSpinWait();
    }
    return evicted;
  }

  private void assertAllClosedOnce(ModelSlot slot) throws InterruptedException {
    threads.shutdown();
    assertThat(threads.awaitTermination(Caller.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    slot.evict();

    assertThat(models).extracting(FakeLoadedModel::wrongs).containsOnly(0);
    assertThat(models).extracting(FakeLoadedModel::closes).containsOnly(1);
  }

  private FakeLoadedModel load() {
    FakeLoadedModel model = new FakeLoadedModel("stress@1");
    models.add(model);
    return model;
  }

  private ModelSlot slot(ModelLoader loader) {
    return new ModelSlot("model 'stress@1'", loader, threads, Ticker.system(), Duration.ZERO);
  }
}
