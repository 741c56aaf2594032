package dev.hearth.bundle;

import dev.hearth.ElementType;
import dev.hearth.InvalidInputException;
import dev.hearth.ModelBrokenException;
import dev.hearth.Shape;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Samples as JSON; elements in Base64, little-endian, as ONNX keeps them. */
final class SampleText {

  private SampleText() {}

  static byte[] write(Sample sample) {
    JsonSink json = new JsonSink().beginObject().field("tolerance", sample.tolerance());
    json.name("inputs").value(sink -> tensors(sink, sample.inputs()));
    json.name("outputs").value(sink -> tensors(sink, sample.outputs()));
    return json.endObject().toUtf8();
  }

  static Sample parse(byte[] text, String where) {
    try {
      JsonValue json = JsonValue.parse(text, "sample");
      return new Sample(
          tensors(json.field("inputs")),
          tensors(json.field("outputs")),
          json.field("tolerance").number());
    } catch (InvalidInputException
        | IllegalArgumentException
        | IllegalStateException // A shape with an open extent.
        | ArithmeticException e) { // One whose product is beyond 64 bits.
      throw new ModelBrokenException(
          where + ": " + e.getMessage() + " (expected: a sample); replace the bundle", e);
    }
  }

  private static void tensors(JsonSink json, Tensors tensors) {
    json.beginArray();
    for (Map.Entry<String, Tensor> entry : tensors.asMap().entrySet()) {
      Tensor tensor = entry.getValue();
      json.beginObject().field("name", entry.getKey()).field("type", tensor.type().name());
      json.name("shape").beginArray();
      for (long dim : tensor.shape().dims()) {
        json.value(dim);
      }
      json.endArray();
      elements(json, tensor);
      json.endObject();
    }
    json.endArray();
  }

  private static void elements(JsonSink json, Tensor tensor) {
    if (tensor.type() == ElementType.STRING) {
      json.name("texts").beginArray();
      tensor.strings().forEach(json::value);
      json.endArray();
    } else {
      requireLittleEndian();
      byte[] bytes = new byte[tensor.bytes().remaining()];
      tensor.bytes().get(bytes);
      json.field("elements", Base64.getEncoder().encodeToString(bytes));
    }
  }

  private static Tensors tensors(JsonValue json) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (JsonValue tensor : json.items()) {
      tensors.put(tensor.field("name").text(), tensor(tensor));
    }
    return Tensors.of(tensors);
  }

  private static Tensor tensor(JsonValue json) {
    ElementType type = ElementType.valueOf(json.field("type").text());
    Shape shape =
        Shape.of(json.field("shape").items().stream().mapToLong(JsonValue::integer).toArray());
    if (type == ElementType.STRING) {
      return Tensor.of(json.field("texts").items().stream().map(JsonValue::text).toList(), shape);
    }
    requireLittleEndian();
    byte[] bytes = Base64.getDecoder().decode(json.field("elements").text());
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder()).put(bytes).flip();
    return Tensor.over(type, shape, buffer);
  }

  private static void requireLittleEndian() {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new IllegalArgumentException(
          "byte order: " + ByteOrder.nativeOrder() + " (expected: little-endian, as in ONNX)");
    }
  }
}
