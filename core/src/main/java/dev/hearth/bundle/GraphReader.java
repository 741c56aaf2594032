package dev.hearth.bundle;

import dev.hearth.Shape;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the graph of an ONNX model; the numbers of fields are those of {@code onnx.proto}. */
final class GraphReader {

  private static final int MAX_TEXT_BYTES = 1 << 16;
  private static final int MAX_DEPTH = 32;

  private final WireReader in;
  private final Map<String, Long> operatorSets = new HashMap<>();
  private final SortedMap<String, Integer> operators = new TreeMap<>();
  private final List<GraphTensor> external = new ArrayList<>();
  private final Map<Integer, Long> bytesByType = new HashMap<>();
  private long inlineBytes;
  private boolean sawGraph;

  private GraphReader(WireReader in) {
    this.in = in;
  }

  static Graph read(Path model) throws IOException {
    try (FileChannel channel = FileChannel.open(model)) {
      return new GraphReader(new WireReader(channel)).model(channel.size());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Graph model(long end) throws IOException {
    while (in.more(end)) {
      switch (in.field()) {
        case 7 -> graph(in.end(end), 0);
        case 8 -> operatorSet(in.end(end));
        default -> in.skip(end);
      }
    }
    if (!sawGraph) {
      throw new IOException("it has no graph");
    }
    if (operatorSets.isEmpty()) {
      throw new IOException("it names no operator set; the end may be missing");
    }
    return new Graph(operatorSets, operators, inlineBytes, external, bytesByType);
  }

  private void operatorSet(long end) throws IOException {
    String domain = "";
    long version = 0;
    while (in.more(end)) {
      switch (in.field()) {
        case 1 -> domain = in.text(end, MAX_TEXT_BYTES);
        case 2 -> version = in.number();
        default -> in.skip(end);
      }
    }
    operatorSets.put(domain, version);
  }

  private void graph(long end, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("graphs are nested more than " + MAX_DEPTH + " deep");
    }
    sawGraph = true;
    while (in.more(end)) {
      switch (in.field()) {
        case 1 -> node(in.end(end), depth);
        case 5 -> tensor(in.end(end));
        default -> in.skip(end);
      }
    }
  }

  private void node(long end, int depth) throws IOException {
    String operator = "";
    String domain = "";
    while (in.more(end)) {
      switch (in.field()) {
        case 4 -> operator = in.text(end, MAX_TEXT_BYTES);
        case 5 -> attribute(in.end(end), depth);
        case 7 -> domain = in.text(end, MAX_TEXT_BYTES);
        default -> in.skip(end);
      }
    }
    operators.merge(domain + ":" + operator, 1, Integer::sum);
  }

  private void attribute(long end, int depth) throws IOException {
    while (in.more(end)) {
      switch (in.field()) {
        case 5, 10 -> tensor(in.end(end));
        case 6, 11 -> graph(in.end(end), depth + 1);
        default -> in.skip(end);
      }
    }
  }

  private void tensor(long end) throws IOException {
    long start = in.position();
    List<Long> dims = new ArrayList<>();
    int type = 0;
    String name = "";
    Map<String, String> entries = new HashMap<>();
    List<GraphTensor.Blob> prepacked = new ArrayList<>();
    while (in.more(end)) {
      switch (in.field()) {
        case 1 -> dims(end, dims);
        case 2 -> type = Math.toIntExact(in.number());
        case 8 -> name = in.text(end, MAX_TEXT_BYTES);
        case 13 -> entry(in.end(end), entries, prepacked);
        default -> in.skip(end);
      }
    }
    long bytes = end - start;
    if (entries.containsKey("location")) {
      bytes = amount(entries.getOrDefault("length", "0"));
      external.add(
          new GraphTensor(
              name,
              type,
              Shape.of(dims.stream().mapToLong(Long::longValue).toArray()),
              amount(entries.getOrDefault("offset", "0")),
              bytes,
              prepacked));
    } else {
      inlineBytes += bytes;
    }
    bytesByType.merge(type, bytes, Long::sum);
  }

  private void dims(long end, List<Long> dims) throws IOException {
    if (!in.isDelimited()) {
      dims.add(extent(in.number()));
      return;
    }
    long packedEnd = in.end(end);
    while (in.more(packedEnd)) {
      dims.add(extent(in.varint()));
    }
  }

  private static long extent(long dim) throws IOException {
    if (dim < 0) {
      throw new IOException("'" + dim + "' is no extent of a tensor");
    }
    return dim;
  }

  private void entry(long end, Map<String, String> entries, List<GraphTensor.Blob> prepacked)
      throws IOException {
    String key = "";
    String value = "";
    while (in.more(end)) {
      switch (in.field()) {
        case 1 -> key = in.text(end, MAX_TEXT_BYTES);
        case 2 -> value = in.text(end, MAX_TEXT_BYTES);
        default -> in.skip(end);
      }
    }
    if (key.startsWith("prepacked_")) {
      blobs(value, prepacked);
    } else {
      entries.put(key, value);
    }
  }

  /** Reads ONNX Runtime's {@code key|offset;length;checksum}, repeated behind further bars. */
  private static void blobs(String value, List<GraphTensor.Blob> prepacked) throws IOException {
    String[] parts = value.split("\\|", -1);
    for (int i = 1; i < parts.length; i++) {
      String[] numbers = parts[i].split(";", -1);
      if (numbers.length < 2) {
        throw new IOException("'" + parts[i] + "' is no range of prepacked bytes");
      }
      prepacked.add(new GraphTensor.Blob(amount(numbers[0]), amount(numbers[1])));
    }
  }

  private static long amount(String digits) throws IOException {
    long amount = Long.parseLong(digits);
    if (amount < 0) {
      throw new IOException("'" + digits + "' is no offset or length");
    }
    return amount;
  }
}
