package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TensorsTest {

  private final Tensor one = Tensor.of(new float[] {1});
  private final AtomicInteger released = new AtomicInteger();

  @Test
  void get_byName_returnsTheTensor() {
    assertThat(Tensors.of("x", one).get("x")).isSameAs(one);
  }

  @Test
  void get_unknownName_tellsTheNames() {
    assertThatThrownBy(() -> Tensors.of("x", one).get("y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor name: 'y' (expected: one of [x])");
  }

  @Test
  void names_keepTheMapsOrder() {
    Map<String, Tensor> map = new LinkedHashMap<>();
    map.put("z", one);
    map.put("a", one);
    Tensors tensors = Tensors.of(map);
    map.clear();

    assertThat(tensors.names()).containsExactly("z", "a");
    assertThat(tensors).hasToString("{z=FLOAT32[1], a=FLOAT32[1]}");
  }

  @Test
  void asMap_isUnmodifiable() {
    Map<String, Tensor> map = Tensors.of(Map.of("x", one)).asMap();

    assertThatThrownBy(() -> map.remove("x")).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void close_ofInputs_doesNothing() {
    Tensors inputs = Tensors.of("x", one);
    inputs.close();

    assertThat(inputs.get("x")).isSameAs(one);
  }

  @Test
  void close_ofOutputsTwice_releasesOnce() {
    Tensors outputs = Tensors.owning(Map.of("x", one), released::incrementAndGet);
    outputs.close();
    outputs.close();

    assertThat(released).hasValue(1);
  }

  @Test
  void get_afterClose_fails() {
    Tensors outputs = Tensors.owning(Map.of("x", one), released::incrementAndGet);
    outputs.close();

    assertThatThrownBy(() -> outputs.get("x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("tensors [x] are closed (expected: open); read the elements before closing");
    assertThatThrownBy(outputs::asMap).isInstanceOf(IllegalStateException.class);
    assertThat(outputs.names()).containsExactly("x");
  }
}
