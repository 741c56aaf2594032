package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRING")
  void allocate_ofEachType_hasZerosOutsideTheHeap(ElementType type) {
    Tensor tensor = Tensor.allocate(type, 2, 3);

    assertThat(tensor.bytes().remaining()).isEqualTo(6 * type.size());
    assertThat(tensor.bytes().isDirect()).isTrue();
    assertThat(tensor.bytes().get(0)).isZero();
    assertThat(tensor).hasToString(type + "[2, 3]");
  }

  @Test
  void of_valuesWithoutDims_hasOneAxis() {
    assertThat(Tensor.of(new long[] {1, 2, 3}).shape()).isEqualTo(Shape.of(3));
    assertThat(Tensor.of(List.of("a")).shape()).isEqualTo(Shape.of(1));
  }

  @Test
  void of_values_readsTheSameBack() {
    long[] longs = new long[2];
    int[] ints = new int[2];
    float[] floats = new float[2];
    Tensor.of(new long[] {Long.MIN_VALUE, 7}, 2).longs().get(longs);
    Tensor.of(new int[] {Integer.MIN_VALUE, 7}, 1, 2).ints().get(ints);
    Tensor.of(new float[] {Float.NaN, 7}, 2, 1).floats().get(floats);

    assertThat(longs).containsExactly(Long.MIN_VALUE, 7);
    assertThat(ints).containsExactly(Integer.MIN_VALUE, 7);
    assertThat(floats).containsExactly(Float.NaN, 7);
  }

  @Test
  void of_otherCountThanTheShapeHas_isRefused() {
    assertThatThrownBy(() -> Tensor.of(new float[3], 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values of a tensor of shape [2, 2]: 3 (expected: 4)");
    assertThatThrownBy(() -> Tensor.of(List.of("a", "b"), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values of a tensor of shape [3]: 2 (expected: 3)");
  }

  @Test
  void over_sharesTheBuffer() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(12).order(ByteOrder.nativeOrder());
    bytes.position(4);
    Tensor tensor = Tensor.over(ElementType.INT32, Shape.of(2), bytes);

    bytes.putInt(4, 11).putInt(8, 12);

    assertThat(tensor.ints().get(0)).isEqualTo(11);
    assertThat(tensor.ints().get(1)).isEqualTo(12);
    assertThat(bytes.position()).isEqualTo(4);
  }

  @Test
  void over_bufferOfAnotherLength_isRefused() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(12);

    assertThatThrownBy(() -> Tensor.over(ElementType.INT64, Shape.of(2), bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("buffer of a INT64[2] tensor: 12 bytes (expected: 16)");
  }

  @Test
  void over_strings_isRefused() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(0);

    assertThatThrownBy(() -> Tensor.over(ElementType.STRING, Shape.of(0), bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "element type: STRING (expected: a type of fixed size; use Tensor.of(List) for text)");
  }

  @Test
  void allocate_moreThanABufferHolds_isRefused() {
    assertThatThrownBy(() -> Tensor.allocate(ElementType.FLOAT32, 1 << 20, 1 << 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "size of a FLOAT32[1048576, 1024] tensor: 4,294,967,296 bytes (expected: at most"
                + " 2,147,483,647 bytes, the limit of a Java buffer)");
  }

  @Test
  void allocate_unknownExtent_isRefused() {
    assertThatThrownBy(() -> Tensor.allocate(ElementType.FLOAT32, Shape.ANY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("shape: [?] (expected: every extent known)");
  }

  @Test
  void view_ofAnotherType_isRefused() {
    Tensor tensor = Tensor.allocate(ElementType.FLOAT32, 2);

    assertThatThrownBy(tensor::longs)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("elements of a tensor: FLOAT32[2] (expected here: INT64)");
    assertThatThrownBy(tensor::ints).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(tensor::doubles).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(tensor::strings).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(tensor::shorts)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("elements of a tensor: FLOAT32[2] (expected here: a type of 16 bits)");
  }

  @ParameterizedTest
  @EnumSource(names = {"INT16", "FLOAT16", "BFLOAT16"})
  void shorts_ofTypesOf16Bits_viewsTheBits(ElementType type) {
    ShortBuffer bits = Tensor.allocate(type, 2).shorts().put((short) 0x3C00).flip();

    assertThat(bits.get(0)).isEqualTo((short) 0x3C00);
  }

  @Test
  void bytes_movedByOneReader_doesNotMoveAnother() {
    Tensor tensor = Tensor.of(new int[] {5, 6});
    tensor.bytes().getInt();

    assertThat(tensor.bytes().getInt()).isEqualTo(5);
    assertThat(tensor.bytes().order()).isEqualTo(ByteOrder.nativeOrder());
  }

  @Test
  void of_stringsByShape_mayBeAScalar() {
    assertThat(Tensor.of(List.of("a"), Shape.of()).shape()).isEqualTo(Shape.of());
    assertThatThrownBy(() -> Tensor.of(List.of("a", "b"), Shape.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values of a tensor of shape []: 2 (expected: 1)");
  }

  @Test
  void strings_areUnmodifiable() {
    List<String> strings = Tensor.of(List.of("a")).strings();

    assertThatThrownBy(() -> strings.add("b")).isInstanceOf(UnsupportedOperationException.class);
    assertThat(Tensor.of(List.of("a")).bytes().remaining()).isZero();
  }
}
