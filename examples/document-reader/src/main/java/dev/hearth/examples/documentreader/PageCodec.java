package dev.hearth.examples.documentreader;

import dev.hearth.function.Codec;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.List;

/** An image, or its base64 text in JSON, in; a page out. */
final class PageCodec implements Codec<byte[], Page> {

  @Override
  public byte[] read(JsonValue json) {
    return json.bytes();
  }

  @Override
  public List<String> mediaTypes() {
    return List.of("image/*", "application/octet-stream");
  }

  @Override
  public byte[] read(Payload payload) {
    return payload.bytes();
  }

  @Override
  public void write(Page page, JsonSink json) {
    json.beginObject().field("text", page.text()).name("lines").beginArray();
    for (Line line : page.lines()) {
      json.beginObject().field("text", line.text()).field("score", line.score()).name("box");
      write(line.box(), json);
      json.endObject();
    }
    json.endArray().endObject();
  }

  private static void write(Box box, JsonSink json) {
    json.beginObject()
        .field("left", box.left())
        .field("top", box.top())
        .field("width", box.width())
        .field("height", box.height())
        .endObject();
  }
}
