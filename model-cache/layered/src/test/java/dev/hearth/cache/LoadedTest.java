package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Deadline;
import dev.hearth.LazyModel;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.Signature;
import org.junit.jupiter.api.Test;

/** Whether a model tells that it is in memory. */
final class LoadedTest extends CacheTest {

  @Test
  void isLoaded_always_tellsWithoutLoading() {
    publish(MINILM, 7);
    LazyModel model = open(withoutDisk()).model(MINILM, Signature.any());
    assertThat(model.isLoaded()).isFalse();
    assertThat(runtime.loads()).isZero();
    try (Lease<Model> lease = model.acquire(Deadline.none())) {
      assertThat(ask(lease)).isEqualTo(7);
      assertThat(model.isLoaded()).isTrue();
    }
    assertThat(model.isLoaded()).isTrue();
    assertThat(runtime.loads()).isEqualTo(1);
  }

  @Test
  void isLoaded_preloaded_becomesTrue() {
    publish(MINILM, 7);
    LazyModel model = open(withoutDisk()).model(MINILM, Signature.any());
    model.preload();
    Eventually.isTrue("the model is loaded", model::isLoaded);
  }

  @Test
  void isLoaded_evicted_isFalseEvenWhileInUse() {
    publish(MINILM, 7);
    LayeredModelCache cache = open(withoutDisk());
    LazyModel model = cache.model(MINILM, Signature.any());
    try (Lease<Model> lease = model.acquire(Deadline.none())) {
      cache.forget(MINILM);
      assertThat(model.isLoaded()).isFalse();
      assertThat(ask(lease)).isEqualTo(7);
    }
    model.acquire(Deadline.none()).close();
    assertThat(model.isLoaded()).isTrue();
  }

  @Test
  void isLoaded_alias_tellsOfTheVersionItStandsFor() {
    publish(MINILM, 7);
    models.point(LATEST, "3");
    LazyModel model = open(withoutDisk()).model(LATEST, Signature.any());
    assertThat(model.isLoaded()).isFalse();
    model.acquire(Deadline.none()).close();
    assertThat(model.isLoaded()).isTrue();
  }
}
