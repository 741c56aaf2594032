package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BufferPoolTest {

  private final BufferPool pool = new BufferPool(1 << 14);

  @ParameterizedTest
  @CsvSource({
    "1, 1024",
    "1024, 1024",
    "1025, 2048",
    "2048, 2048",
    "16384, 16384",
    "16385, 16385",
    "40000, 40000"
  })
  void take_roundsUpWhatMayBeKept(int bytes, int capacity) {
    ByteBuffer buffer = pool.take(bytes);

    assertThat(buffer.capacity()).isEqualTo(capacity);
    assertThat(buffer.remaining()).isEqualTo(bytes);
    assertThat(buffer.isDirect()).isTrue();
    assertThat(buffer.order()).isEqualTo(ByteOrder.nativeOrder());
  }

  @Test
  void take_afterGive_givesTheSameBuffer() {
    ByteBuffer first = pool.take(1500);
    first.position(7).limit(9);
    pool.give(first);

    ByteBuffer second = pool.take(1100);

    assertThat(second).isSameAs(first);
    assertThat(second.remaining()).isEqualTo(1100);
    assertThat(pool.take(1100)).isNotSameAs(first);
  }

  @Test
  void take_ofAnotherSize_givesAnotherBuffer() {
    ByteBuffer small = pool.take(100);
    pool.give(small);

    assertThat(pool.take(5000)).isNotSameAs(small);
  }

  @Test
  void give_beyondTheBound_dropsTheBuffer() {
    ByteBuffer half = pool.take(8192);
    ByteBuffer otherHalf = pool.take(8192);
    ByteBuffer small = pool.take(10);
    pool.give(half);
    pool.give(otherHalf);
    pool.give(small);

    assertThat(pool.take(10)).isNotSameAs(small);
    assertThat(pool.take(8192)).isSameAs(otherHalf);
    pool.give(small);
    assertThat(pool.take(10)).isSameAs(small);
  }

  @Test
  void give_largerThanTheBound_dropsTheBuffer() {
    BufferPool odd = new BufferPool(1500);
    ByteBuffer exact = odd.take(1100);
    odd.give(exact);

    assertThat(odd.take(1400).remaining()).isEqualTo(1400);
  }
}
