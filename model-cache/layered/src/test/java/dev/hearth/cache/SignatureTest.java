package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.Deadline;
import dev.hearth.ElementType;
import dev.hearth.LazyModel;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelBrokenException;
import dev.hearth.Signature;
import dev.hearth.testkit.FakeModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that is whole and does not fit the function. */
final class SignatureTest extends CacheTest {

  private static final Signature EXPECTED =
      Signature.builder().output(FakeModel.OUTPUT, ElementType.INT64, 1).build();
  private static final Signature OTHER =
      Signature.builder().output("label", ElementType.STRING, 1).build();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_otherOutputs_isBrokenAndWorksAfterRepublishing(boolean disk) {
    publish(MINILM, 7);
    LayeredModelCache cache = open(disk ? withDisk() : withoutDisk());
    LazyModel model = cache.model(MINILM, EXPECTED);
    runtime.signature(OTHER);
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> model.acquire(Deadline.none()))
        .withMessage(
            "model 'minilm@3' does not fit the function: output 'seed': not in the model, which has"
                + " label STRING[1] (expected by the function: seed INT64[1]); publish a model that"
                + " fits or change what the function expects");
    assertThat(runtime.open()).isZero();
    assertThat(FolderView.of(folder()).models()).isEmpty();
    runtime.signature(EXPECTED);
    republish(MINILM, 8);
    try (Lease<Model> lease = model.acquire(Deadline.none())) {
      assertThat(ask(lease)).isEqualTo(8);
    }
    assertThat(remote.opens()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_reloadedAfterEviction_isCheckedAgain(boolean disk) {
    publish(MINILM, 7);
    LayeredModelCache cache = open(disk ? withDisk() : withoutDisk());
    LazyModel model = cache.model(MINILM, EXPECTED);
    model.acquire(Deadline.none()).close();
    cache.forget(MINILM);
    runtime.signature(OTHER);
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> model.acquire(Deadline.none()));
    assertThat(runtime.open()).isZero();
  }
}
