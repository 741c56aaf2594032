package dev.hearth.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.function.Codec;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a record is made of: what its codec writes, it reads as an equal value. */
class RoundTripTest {

  private static final int VALUES = 200;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  @SuppressWarnings("unchecked") // The codec is that of the record.
  void values_writtenAndRead_areEqual(long seed) {
    RandomRecords records = new RandomRecords(seed);
    RandomRecords.Root root = records.root();
    Compiled.Loaded loaded =
        Compilation.with()
            .of(
                Source.shop(
                    "@InferenceFunction(value = \"f\", models = FakeModels.class, unknownFields ="
                        + " UnknownFields.REJECT) class F {\n@Infer(model = \"m\") "
                        + root.type()
                        + " same(Model model, "
                        + root.type()
                        + " item) { return item; }\n"
                        + root.declarations()
                        + "}"))
            .run()
            .assertClean()
            .load();
    records.loadedFrom(loaded);
    Codec<Object, Object> codec = (Codec<Object, Object>) loaded.make("shop.FSameCodec");

    for (int i = 0; i < VALUES; i++) {
      Object value = root.value().get();
      JsonSink json = new JsonSink();
      codec.write(value, json);
      assertThat(codec.read(JsonValue.parse(json.toString().getBytes(UTF_8), "body")))
          .as(root.declarations() + json)
          .isEqualTo(value);
    }
  }
}
