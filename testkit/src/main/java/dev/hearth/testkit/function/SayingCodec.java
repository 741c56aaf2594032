package dev.hearth.testkit.function;

import dev.hearth.function.Codec;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.List;
import java.util.Set;

/** Reads {@code {"text": "hello"}} or an image; writes {@code {"shout": "HELLO"}} or bytes. */
final class SayingCodec implements Codec<Saying, Saying> {

  private static final int MAX_CHARACTERS = 1_000_000;

  private final boolean strict;

  SayingCodec(boolean strict) {
    this.strict = strict;
  }

  @Override
  public Saying read(JsonValue json) {
    JsonValue item = strict ? json.only(Set.of("text")) : json;
    return Saying.of(item.field("text").text(1, MAX_CHARACTERS));
  }

  @Override
  public void write(Saying result, JsonSink json) {
    json.beginObject().name(result.raw() ? "bytes" : "shout");
    if (result.raw()) {
      json.value(result.bytes());
    } else {
      json.value(result.text());
    }
    json.endObject();
  }

  @Override
  public List<String> mediaTypes() {
    return List.of("image/png");
  }

  @Override
  public Saying read(Payload payload) {
    return Saying.of(payload.bytes());
  }

  @Override
  public String resultType() {
    return "application/octet-stream";
  }

  @Override
  public byte[] bytes(Saying result) {
    return result.bytes();
  }
}
