package dev.hearth.benchmarks.batch;

import dev.hearth.function.Codec;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;

/** For items that never were text. */
final class NoCodec implements Codec<Input, float[]> {

  @Override
  public Input read(JsonValue json) {
    throw new UnsupportedOperationException("items are made, not read");
  }

  @Override
  public void write(float[] result, JsonSink json) {
    throw new UnsupportedOperationException("results are not written");
  }
}
