package dev.hearth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.Bytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ModelContentTest {

  @Test
  void size_ofMemory_isBetweenPositionAndLimit() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(10).position(2).limit(7);

    assertThat(new ModelContent.InMemory(bytes).size()).isEqualTo(Bytes.of(5));
  }

  @Test
  void inMemory_onTheHeap_isRefused() {
    ByteBuffer bytes = ByteBuffer.allocate(10);

    assertThatThrownBy(() -> new ModelContent.InMemory(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "model bytes: java.nio.HeapByteBuffer[pos=0 lim=10 cap=10] (expected: a direct buffer,"
                + " outside the heap)");
  }
}
