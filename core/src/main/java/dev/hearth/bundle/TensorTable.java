package dev.hearth.bundle;

import dev.hearth.json.JsonSink;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What lies where in a weights file, and what it is: tensors with the same SHA-256 are the same, in
 * whatever model. Immutable.
 *
 * @param tensors the tensors in the graph's order
 */
public record TensorTable(List<Entry> tensors) {

  /**
   * A tensor.
   *
   * @param tensor its name, type, shape and place
   * @param sha256 the SHA-256 of its bytes, 64 hexadecimal digits
   */
  public record Entry(GraphTensor tensor, String sha256) {}

  /** ONNX's names for its element types, by number. */
  private static final Map<Integer, String> TYPES =
      Map.ofEntries(
          Map.entry(1, "float"),
          Map.entry(2, "uint8"),
          Map.entry(3, "int8"),
          Map.entry(4, "uint16"),
          Map.entry(5, "int16"),
          Map.entry(6, "int32"),
          Map.entry(7, "int64"),
          Map.entry(8, "string"),
          Map.entry(9, "bool"),
          Map.entry(10, "float16"),
          Map.entry(11, "double"),
          Map.entry(12, "uint32"),
          Map.entry(13, "uint64"),
          Map.entry(16, "bfloat16"),
          Map.entry(21, "uint4"),
          Map.entry(22, "int4"));

  /** Makes a table. */
  public TensorTable {
    tensors = List.copyOf(tensors);
  }

  /**
   * Makes the table of a graph. Reads the weights; blocks.
   *
   * @param graph the graph
   * @param weights the file its external tensors lie in; need not be there if it has none
   * @return the table
   * @throws IOException if the weights cannot be read
   */
  public static TensorTable of(Graph graph, Path weights) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (Files.exists(weights)) {
      try (FileChannel channel = FileChannel.open(weights)) {
        for (GraphTensor tensor : graph.external()) {
          FileDigest digest = FileDigest.of(channel, tensor.offset(), tensor.length(), true);
          entries.add(new Entry(tensor, digest.sha256().orElseThrow()));
        }
      }
    }
    return new TensorTable(entries);
  }

  /**
   * Returns the table's text.
   *
   * @return JSON, the same bytes for equal tables
   */
  public byte[] text() {
    JsonSink json = new JsonSink().beginObject().name("tensors").beginArray();
    tensors.forEach(entry -> json.value(sink -> write(sink, entry)));
    return json.endArray().endObject().toUtf8();
  }

  private static void write(JsonSink json, Entry entry) {
    GraphTensor tensor = entry.tensor();
    json.beginObject().field("name", tensor.name());
    json.field("type", TYPES.getOrDefault(tensor.type(), Integer.toString(tensor.type())));
    json.name("shape").beginArray();
    for (long dim : tensor.shape().dims()) {
      json.value(dim);
    }
    json.endArray().field("offset", tensor.offset()).field("length", tensor.length());
    json.field("sha256", entry.sha256()).name("prepacked").beginArray();
    for (GraphTensor.Blob blob : tensor.prepacked()) {
      json.beginObject().field("offset", blob.offset()).field("length", blob.length()).endObject();
    }
    json.endArray().endObject();
  }
}
