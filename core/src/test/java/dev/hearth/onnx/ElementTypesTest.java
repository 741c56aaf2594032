package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.hearth.Deadline;
import dev.hearth.ElementType;
import dev.hearth.Shape;
import dev.hearth.Signature;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.spi.LoadedModel;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each type goes in and comes out unchanged, by a known shape and by one that is not. */
class ElementTypesTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRING")
  void run_ofEachType_givesTheSameBits(ElementType type) {
    Tensor tensor = filled(type, 2, 3);

    assertThat(roundTrip(type, tensor, "n", "3")).isEqualTo(tensor.bytes());
    assertThat(roundTrip(type, tensor, "?", "?")).isEqualTo(tensor.bytes());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRING")
  void run_ofScalars_givesTheSameBits(ElementType type) {
    Tensor scalar = filled(type);

    assertThat(roundTrip(type, scalar)).isEqualTo(scalar.bytes());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRING")
  void run_withoutElements_givesNone(ElementType type) {
    assertThat(roundTrip(type, Tensor.allocate(type, 0, 3), "n", "3").remaining()).isZero();
    assertThat(roundTrip(type, Tensor.allocate(type, 0, 3), "?", "3").remaining()).isZero();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRING")
  void run_ofABufferOnTheHeap_givesTheSameBits(ElementType type) {
    Tensor direct = filled(type, 4);
    byte[] bytes = new byte[direct.bytes().remaining()];
    direct.bytes().get(bytes);
    ByteBuffer heap = ByteBuffer.wrap(bytes);

    assertThat(roundTrip(type, Tensor.over(type, Shape.of(4), heap), "n"))
        .isEqualTo(direct.bytes());
    assertThat(roundTrip(type, Tensor.over(type, Shape.of(4), heap.asReadOnlyBuffer()), "n"))
        .isEqualTo(direct.bytes());
  }

  @ParameterizedTest
  @EnumSource
  void signature_ofEachType_namesIt(ElementType type) {
    try (LoadedModel model = TinyModel.identity(onnx(type), "n", "3").load()) {
      assertThat(model.signature())
          .isEqualTo(
              Signature.builder()
                  .input("x", type, Shape.ANY, 3)
                  .output("y", type, Shape.ANY, 3)
                  .build());
    }
  }

  @Test
  void run_ofStrings_givesTheSame() {
    Tensor strings = Tensor.of(List.of("a", "", "grün", "😀", "a\0b", "日本"), 2, 3);

    assertThat(stringsOf(strings, "n", "3")).isEqualTo(strings.strings());
  }

  @Test
  void run_ofAScalarString_givesTheSame() {
    try (LoadedModel model =
            new TinyModel()
                .input("x", DataType.STRING, "1")
                .constant("none", new long[0], 0)
                .output("y", DataType.STRING)
                .node("Reshape", "x none", "y")
                .load();
        Tensors out = model.run(Tensors.of("x", Tensor.of(List.of("one"))), Deadline.none())) {
      assertThat(out.get("y").shape()).isEqualTo(Shape.of());
      assertThat(out.get("y").strings()).containsExactly("one");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "2, 0"})
  void run_withoutStrings_givesNone(long rows, long columns) {
    assertThat(stringsOf(Tensor.of(List.of(), rows, columns), "?", "?")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void run_ofTruthValues_areZeroAndOne(boolean named) {
    String dim = named ? "n" : "?";
    Tensor x = Tensor.over(ElementType.BOOL, Shape.of(2), bytes(0, 1));
    try (LoadedModel model =
            new TinyModel()
                .input("x", DataType.BOOL, dim)
                .output("y", DataType.BOOL, dim)
                .node("Not", "x", "y")
                .load();
        Tensors out = model.run(Tensors.of("x", x), Deadline.none())) {
      assertThat(out.get("y").bytes()).isEqualTo(bytes(1, 0));
    }
  }

  private static List<String> stringsOf(Tensor strings, String... dims) {
    try (LoadedModel model = TinyModel.identity(DataType.STRING, dims).load();
        Tensors out = model.run(Tensors.of("x", strings), Deadline.none())) {
      assertThat(out.get("y").shape()).isEqualTo(strings.shape());
      return out.get("y").strings();
    }
  }

  private static ByteBuffer roundTrip(ElementType type, Tensor tensor, String... dims) {
    try (LoadedModel model = TinyModel.identity(onnx(type), dims).load();
        Tensors out = model.run(Tensors.of("x", tensor), Deadline.none())) {
      Tensor y = out.get("y");
      assertThat(y.type()).isEqualTo(type);
      assertThat(y.shape()).isEqualTo(tensor.shape());
      return ByteBuffer.allocate(y.bytes().remaining()).put(y.bytes()).flip();
    }
  }

  /** Makes elements that differ in every byte, but are 0 or 1 where nothing else is allowed. */
  private static Tensor filled(ElementType type, long... dims) {
    Tensor tensor = Tensor.allocate(type, dims);
    ByteBuffer bytes = tensor.bytes();
    for (int i = 0; bytes.hasRemaining(); i++) {
      bytes.put((byte) (type == ElementType.BOOL ? i % 2 : 0x81 + 3 * i));
    }
    return tensor;
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }

  private static DataType onnx(ElementType type) {
    return switch (type) {
      case FLOAT32 -> DataType.FLOAT;
      case FLOAT64 -> DataType.DOUBLE;
      default -> DataType.valueOf(type.name());
    };
  }
}
