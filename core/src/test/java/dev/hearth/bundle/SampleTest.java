package dev.hearth.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.hearth.ElementType;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.Shape;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SampleTest {

  private static final double EVER_SO_FAR = Double.POSITIVE_INFINITY;

  @TempDir private Path folder = Path.of("");

  @Test
  void read_ofItsText_isTheSame() throws IOException {
    Sample sample = new Sample(everyType(1), everyType(2), 1e-5);
    Path file = Files.write(folder.resolve("sample.json"), sample.text());
    Sample read = Sample.read("model 'm@1'", file);
    assertThat(read.text()).isEqualTo(sample.text());
    assertThat(read.tolerance()).isEqualTo(1e-5);
    assertThat(read.inputs().names()).isEqualTo(sample.inputs().names());
    assertThat(sample.difference(read.outputs())).isZero();
    for (Map.Entry<String, Tensor> output : sample.outputs().asMap().entrySet()) {
      Tensor again = read.outputs().get(output.getKey());
      assertThat(again.type()).isEqualTo(output.getValue().type());
      assertThat(again.shape()).isEqualTo(output.getValue().shape());
      assertThat(again.bytes()).isEqualTo(output.getValue().bytes());
    }
  }

  @Test
  void read_missing_isUnavailable() {
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> Sample.read("model 'm@1'", folder.resolve("none")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"tolerance\":0,\"inputs\":[],\"outputs\":{}}",
        "{\"tolerance\":\"0\",\"inputs\":[],\"outputs\":[]}",
        "TYPE:FLOAT31 SHAPE:[1] ELEMENTS:AAAAAA==",
        "TYPE:FLOAT32 SHAPE:[2] ELEMENTS:AAAAAA==",
        "TYPE:FLOAT32 SHAPE:[-1] ELEMENTS:AAAAAA==",
        "TYPE:FLOAT32 SHAPE:[-2] ELEMENTS:AAAAAA==",
        "TYPE:FLOAT32 SHAPE:[4294967296,4294967296] ELEMENTS:AAAAAA==",
        "TYPE:FLOAT32 SHAPE:[4294967296] ELEMENTS:AAAAAA==",
        "TYPE:FLOAT32 SHAPE:[1] ELEMENTS:AAA*AA==",
        "TYPE:STRING SHAPE:[1] ELEMENTS:AAAAAA==",
      })
  void read_noSample_isBroken(String text) throws IOException {
    String json =
        text.startsWith("TYPE")
            ? text.replace(
                        "TYPE:",
                        "{\"tolerance\":0,\"inputs\":[],\"outputs\":[{\"name\":\"y\",\"type\":\"")
                    .replace(" SHAPE:", "\",\"shape\":")
                    .replace(" ELEMENTS:", ",\"elements\":\"")
                + "\"}]}"
            : text;
    Path file = Files.writeString(folder.resolve("sample.json"), json);
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> Sample.read("model 'm@1'", file))
        .withMessageStartingWith("model 'm@1': " + file + ": ")
        .withMessageEndingWith("(expected: a sample); replace the bundle");
  }

  @Test
  void read_cutAnywhere_isBroken() throws IOException {
    byte[] text = new Sample(everyType(1), everyType(2), 0).text();
    for (int length = 0; length < text.length; length += 7) {
      Path file = folder.resolve("sample.json");
      Files.writeString(file, new String(text, 0, length, UTF_8));
      assertThatExceptionOfType(ModelBrokenException.class)
          .isThrownBy(() -> Sample.read("model 'm@1'", file));
    }
  }

  @Test
  void difference_isTheGreatestDistanceOverTheGreatestMagnitude() {
    assertThat(difference(floats(1, -4, 2), floats(1.5f, -4, 2.25f))).isEqualTo(0.125);
    assertThat(difference(floats(1, -4, 2), floats(1, -4, 2))).isZero();
    assertThat(difference(floats(0f, 1), floats(-0f, 1))).isZero();
  }

  @Test
  void difference_expectedAllZero_countsAnyDistanceAsGreat() {
    assertThat(difference(floats(0, 0), floats(0, 0))).isZero();
    assertThat(difference(floats(0, 0), floats(0, 1e-30f))).isGreaterThan(1e100);
    assertThat(difference(floats(0, 0), floats(0, 1e10f))).isGreaterThan(1e100);
  }

  @Test
  void difference_notANumber_isInfiniteUnlessExpected() {
    assertThat(difference(floats(Float.NaN, 1), floats(Float.NaN, 1))).isZero();
    assertThat(difference(floats(Float.NaN, 1), floats(Float.NaN, 1.5f))).isEqualTo(0.5);
    assertThat(difference(floats(Float.NaN, 1), floats(0, 1))).isEqualTo(EVER_SO_FAR);
    assertThat(difference(floats(0, 1, 2), floats(Float.NaN, 1, 2.5f))).isEqualTo(EVER_SO_FAR);
    float otherNaN = Float.intBitsToFloat(0x7fc00001);
    assertThat(difference(floats(Float.NaN), floats(otherNaN))).isZero();
  }

  @Test
  void difference_infinite_isInfiniteUnlessExpected() {
    float inf = Float.POSITIVE_INFINITY;
    assertThat(difference(floats(inf, -inf), floats(inf, -inf))).isZero();
    assertThat(difference(floats(inf, 2), floats(inf, 1))).isEqualTo(0.5);
    assertThat(difference(floats(inf), floats(-inf))).isEqualTo(EVER_SO_FAR);
    assertThat(difference(floats(1, 1), floats(inf, 1))).isEqualTo(EVER_SO_FAR);
    assertThat(difference(floats(inf, 1), floats(1, 1))).isEqualTo(EVER_SO_FAR);
  }

  @Test
  void difference_ofAnotherKind_isInfinite() {
    Tensor expected = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    assertThat(difference(expected, Tensor.of(new float[] {1, 2, 3, 4}, 4))).isEqualTo(EVER_SO_FAR);
    assertThat(difference(expected, Tensor.of(new int[] {1, 2, 3, 4}, 2, 2)))
        .isEqualTo(EVER_SO_FAR);
    Sample sample = new Sample(everyType(1), Tensors.of("y", expected), 0);
    assertThat(sample.difference(Tensors.of("z", expected))).isEqualTo(EVER_SO_FAR);
  }

  @Test
  void difference_truthValues_areEqualOrNot() {
    assertThat(difference(bytes(ElementType.BOOL, 1, 0), bytes(ElementType.BOOL, 1, 0))).isZero();
    assertThat(difference(bytes(ElementType.BOOL, 1, 0), bytes(ElementType.BOOL, 1, 1)))
        .isEqualTo(EVER_SO_FAR);
  }

  @Test
  void difference_texts_areEqualOrNot() {
    assertThat(difference(Tensor.of(List.of("a", "b")), Tensor.of(List.of("a", "b")))).isZero();
    assertThat(difference(Tensor.of(List.of("a", "b")), Tensor.of(List.of("a", "c"))))
        .isEqualTo(EVER_SO_FAR);
  }

  @Test
  void difference_integers_areNumbers() {
    assertThat(difference(bytes(ElementType.INT8, -100, 1), bytes(ElementType.INT8, -99, 1)))
        .isEqualTo(0.01);
    assertThat(difference(bytes(ElementType.UINT8, 200, 1), bytes(ElementType.UINT8, 198, 1)))
        .isEqualTo(0.01);
    assertThat(difference(Tensor.of(new long[] {10, 4}), Tensor.of(new long[] {10, 5})))
        .isEqualTo(0.1);
    assertThat(difference(Tensor.of(new int[] {-10, 4}), Tensor.of(new int[] {-10, 5})))
        .isEqualTo(0.1);
  }

  @Test
  void difference_longIntegersOneApart_isNotZero() {
    long large = (1L << 53) + 1;
    assertThat(difference(Tensor.of(new long[] {large}), Tensor.of(new long[] {large - 1})))
        .isPositive();
  }

  @Test
  void difference_halfPrecision_isMeasuredAsNumbers() {
    // 1.0 and 1.5 in binary16 and bfloat16.
    assertThat(difference(shorts(ElementType.FLOAT16, 0x3c00), shorts(ElementType.FLOAT16, 0x3e00)))
        .isEqualTo(0.5);
    assertThat(
            difference(shorts(ElementType.BFLOAT16, 0x3f80), shorts(ElementType.BFLOAT16, 0x3fc0)))
        .isEqualTo(0.5);
  }

  @Test
  void float16_knownBits_areTheKnownNumbers() {
    assertThat(Elements.float16((short) 0x0000)).isZero();
    assertThat(Elements.float16((short) 0x8000)).isEqualTo(-0.0);
    assertThat(Elements.float16((short) 0x0001)).isEqualTo(Math.scalb(1.0, -24));
    assertThat(Elements.float16((short) 0x03ff)).isEqualTo(Math.scalb(1023.0, -24));
    assertThat(Elements.float16((short) 0x0400)).isEqualTo(Math.scalb(1.0, -14));
    assertThat(Elements.float16((short) 0x3555)).isCloseTo(1 / 3.0, within(1e-4));
    assertThat(Elements.float16((short) 0x7bff)).isEqualTo(65504);
    assertThat(Elements.float16((short) 0xc000)).isEqualTo(-2);
    assertThat(Elements.float16((short) 0x7c00)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Elements.float16((short) 0xfc00)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Elements.float16((short) 0x7e00)).isNaN();
  }

  private static Tensors everyType(int seed) {
    Random random = new Random(seed);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ElementType type : ElementType.values()) {
      if (type == ElementType.STRING) {
        tensors.put("texts", Tensor.of(List.of("", "\u00e4\"\\\n", "\ud83d\ude00"), 3, 1));
        tensors.put("text", Tensor.of(List.of("scalar" + seed), Shape.of()));
      } else {
        byte[] bytes = new byte[6 * type.size()];
        random.nextBytes(bytes);
        tensors.put(type.name(), over(type, bytes, 2, 3));
      }
    }
    tensors.put("none", Tensor.allocate(ElementType.FLOAT32, 0, 5));
    tensors.put("scalar", Tensor.allocate(ElementType.FLOAT64));
    return Tensors.of(tensors);
  }

  private static double difference(Tensor expected, Tensor actual) {
    Sample sample = new Sample(Tensors.of("x", expected), Tensors.of("y", expected), 0);
    return sample.difference(Tensors.of("y", actual));
  }

  private static Tensor floats(float... values) {
    return Tensor.of(values);
  }

  private static Tensor bytes(ElementType type, int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return over(type, bytes, bytes.length);
  }

  private static Tensor shorts(ElementType type, int bits) {
    Tensor tensor = Tensor.allocate(type, 1);
    tensor.shorts().put(0, (short) bits);
    return tensor;
  }

  private static Tensor over(ElementType type, byte[] bytes, long... dims) {
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder()).put(bytes).flip();
    return Tensor.over(type, Shape.of(dims), buffer);
  }
}
