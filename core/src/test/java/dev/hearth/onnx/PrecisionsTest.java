package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.bundle.Graph;
import dev.hearth.bundle.Precision;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PrecisionsTest {

  private static Precision of(Map<String, Integer> operators, Map<Integer, Long> bytesByType) {
    return Precisions.of(
        new Graph(Map.of("", 17L), new TreeMap<>(operators), 0, List.of(), bytesByType));
  }

  @Test
  void of_floatWeights_isFp32() {
    assertThat(of(Map.of(":MatMul", 1), Map.of(1, 100L, 7, 400L))).isEqualTo(Precision.FP32);
    assertThat(of(Map.of(":Add", 1), Map.of())).isEqualTo(Precision.FP32);
  }

  @Test
  void of_halfWeights_isFp16_soThatAFloorKnowsIt() {
    assertThat(of(Map.of(":MatMul", 1), Map.of(10, 100L, 1, 8L))).isEqualTo(Precision.FP16);
    assertThat(of(Map.of(":MatMul", 1), Map.of(16, 100L))).isEqualTo(Precision.FP16);
  }

  @Test
  void of_quantisedOperators_isByThem() {
    assertThat(of(Map.of(":MatMulInteger", 1), Map.of(3, 9L))).isEqualTo(Precision.INT8);
    assertThat(of(Map.of(":DequantizeLinear", 1), Map.of(1, 9L))).isEqualTo(Precision.INT8);
    assertThat(of(Map.of("com.microsoft:MatMulNBits", 1), Map.of(2, 9L))).isEqualTo(Precision.INT4);
  }
}
