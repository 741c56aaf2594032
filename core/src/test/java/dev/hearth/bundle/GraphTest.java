package dev.hearth.bundle;

import static dev.hearth.bundle.Protos.attribute;
import static dev.hearth.bundle.Protos.external;
import static dev.hearth.bundle.Protos.inline;
import static dev.hearth.bundle.Protos.model;
import static dev.hearth.bundle.Protos.modelWith;
import static dev.hearth.bundle.Protos.node;
import static dev.hearth.bundle.Protos.opset;
import static dev.hearth.bundle.Protos.tensorWithDims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.CodedOutputStream;
import dev.hearth.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphs read without a Protocol Buffers library, against ones written with it. */
final class GraphTest {

  private static final int LENGTH = 2;
  private static final int FIXED64 = 1;

  @TempDir private Path folder = Path.of("");

  @Test
  void read_model_countsWhatIsInIt() throws IOException {
    Graph graph = read(model().build().toByteArray());
    assertThat(graph.operatorSets()).isEqualTo(Map.of("", 17L, "com.microsoft", 1L));
    assertThat(graph.operators())
        .isEqualTo(Map.of(":Add", 2, ":If", 1, ":MatMul", 2, "com.microsoft:Gelu", 1));
    assertThat(graph.nodes()).isEqualTo(6);
    assertThat(graph.uses("com.microsoft")).isTrue();
    assertThat(graph.uses("com")).isFalse();
    assertThat(graph.uses("")).isTrue();
  }

  @Test
  void read_inlineTensors_areSummedUp() throws IOException {
    OnnxMl.TensorProto one = inline("one", 100_000);
    OnnxMl.TensorProto two = inline("two", 7);
    OnnxMl.ModelProto.Builder model = model();
    long before = read(model.build().toByteArray()).inlineBytes();
    model.getGraphBuilder().addInitializer(one).addInitializer(two);
    assertThat(read(model.build().toByteArray()).inlineBytes() - before)
        .isEqualTo(one.getSerializedSize() + two.getSerializedSize());
  }

  @Test
  void read_tensorsOfConstants_areSummedUp() throws IOException {
    OnnxMl.TensorProto one = inline("one", 500);
    OnnxMl.ModelProto.Builder model = model();
    long before = read(model.build().toByteArray()).inlineBytes();
    OnnxMl.AttributeProto value = attribute("value").setT(one).build();
    OnnxMl.AttributeProto values = attribute("values").addTensors(one).addTensors(one).build();
    model.getGraphBuilder().addNode(node("", "Constant").addAttribute(value).addAttribute(values));
    assertThat(read(model.build().toByteArray()).inlineBytes() - before)
        .isEqualTo(3L * one.getSerializedSize());
  }

  @Test
  void read_externalTensors_saysWhereTheyLie() throws IOException {
    OnnxMl.ModelProto.Builder model = model();
    model
        .getGraphBuilder()
        .addInitializer(external("a", "offset", "4096", "length", "24").addDims(2).addDims(3))
        .addInitializer(
            external(
                "b",
                "prepacked_0",
                "MatMul+W|8192;100;0|12288;200;0",
                "length",
                "12",
                "prepacked_1",
                "Gemm+W|16384;300;1"));
    assertThat(read(model.build().toByteArray()).external())
        .containsExactly(
            new GraphTensor("a", 1, Shape.of(2, 3), 4096, 24, List.of()),
            new GraphTensor(
                "b",
                1,
                Shape.of(),
                0,
                12,
                List.of(
                    new GraphTensor.Blob(8192, 100),
                    new GraphTensor.Blob(12288, 200),
                    new GraphTensor.Blob(16384, 300))));
  }

  @Test
  void prepackedBytes_isTheSumOfTheRanges() {
    GraphTensor.Blob blob = new GraphTensor.Blob(0, 150);
    assertThat(new GraphTensor("a", 1, Shape.of(), 0, 1, List.of(blob, blob)).prepackedBytes())
        .isEqualTo(300);
  }

  @Test
  void read_subgraphs_areCountedToo() throws IOException {
    OnnxMl.GraphProto inner =
        OnnxMl.GraphProto.newBuilder()
            .addNode(node("", "Mul"))
            .addInitializer(external("deep", "length", "8"))
            .build();
    OnnxMl.ModelProto.Builder model = model();
    model
        .getGraphBuilder()
        .addNode(node("", "Loop").addAttribute(attribute("body").setG(inner)))
        .addNode(node("", "Scan").addAttribute(attribute("all").addGraphs(inner).addGraphs(inner)));
    Graph graph = read(model.build().toByteArray());
    assertThat(graph.operators()).containsEntry(":Mul", 3).containsEntry(":Loop", 1);
    assertThat(graph.external()).hasSize(3);
  }

  @Test
  void read_nestedTooDeep_isRefused() {
    OnnxMl.GraphProto graph = OnnxMl.GraphProto.newBuilder().addNode(node("", "Add")).build();
    for (int i = 0; i < 40; i++) {
      graph =
          OnnxMl.GraphProto.newBuilder()
              .addNode(node("", "If").addAttribute(attribute("then").setG(graph)))
              .build();
    }
    byte[] model = model().setGraph(graph).build().toByteArray();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> read(model))
        .withMessage("graphs are nested more than 32 deep");
  }

  @Test
  void read_dimsPackedOrNot_areTheSame() throws IOException {
    for (boolean packed : new boolean[] {true, false}) {
      byte[] tensor = tensorWithDims(packed, 300, 1, 70_000);
      assertThat(read(modelWith(tensor)).external().get(0).shape())
          .isEqualTo(Shape.of(300, 1, 70_000));
    }
  }

  @Test
  void read_unknownFieldsOfAllKinds_arePassedOver() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeInt64(200, Long.MIN_VALUE);
    out.writeFixed32(201, 5);
    out.writeFixed64(202, 5);
    out.writeByteArray(203, new byte[200_000]);
    out.flush();
    bytes.write(model().build().toByteArray());
    assertThat(read(bytes.toByteArray())).isEqualTo(read(model().build().toByteArray()));
  }

  @Test
  void read_malformedRanges_areRefused() {
    for (String value : new String[] {"k|", "k|1", "k|1;x", "k|;", "k|-1;5", "k|1;-5;0", "k||"}) {
      assertRefused(value, external("a", "prepacked_0", value));
    }
    for (String value : new String[] {"", "x", "-1", "99999999999999999999"}) {
      assertRefused(value, external("a", "offset", value));
      assertRefused(value, external("a", "length", value));
    }
    assertRefused("dims", external("a").addDims(-1));
    assertRefused("dims", external("a").addDims(-2));
  }

  @Test
  void read_noGraphOrOperatorSets_isRefused() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> read(model().clearGraph().build().toByteArray()))
        .withMessage("it has no graph");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> read(model().clearOpsetImport().build().toByteArray()))
        .withMessage("it names no operator set; the end may be missing");
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(new byte[0]));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Graph.read(folder.resolve("none")));
  }

  @Test
  void read_cutAnywhere_isRefused() throws IOException {
    byte[] whole = model().clearOpsetImport().addOpsetImport(opset("", 17)).build().toByteArray();
    read(whole);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(IOException.class)
          .as("length %s of %s", length, whole.length)
          .isThrownBy(() -> read(cut));
    }
  }

  @Test
  void read_fieldReachesPastTheEnd_isRefused() throws IOException {
    byte[] model = model().build().toByteArray();
    byte[] fixed = {(byte) (3 << 3 | FIXED64), 1, 2, 3};
    byte[] length = {(byte) (3 << 3 | LENGTH), 4, 1, 2, 3};
    byte[] lengthOfAll = {
      (byte) (3 << 3 | LENGTH), -1, -1, -1, -1, -1, -1, -1, -1, 127,
    };
    for (byte[] end : List.of(fixed, length, lengthOfAll)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(model);
      bytes.write(end);
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(bytes.toByteArray()));
    }
  }

  @Test
  void read_randomBytes_isAGraphOrRefused() throws IOException {
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      readOrRefuse(noise, seed);
    }
  }

  @Test
  void read_bytesChanged_isAGraphOrRefused() throws IOException {
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    OnnxMl.ModelProto.Builder model = model();
    model
        .getGraphBuilder()
        .addInitializer(external("b", "prepacked_0", "k|8192;100;0", "length", "12").addDims(3));
    byte[] whole = model.build().toByteArray();
    for (int i = 0; i < 5000; i++) {
      byte[] changed = whole.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      readOrRefuse(changed, seed);
    }
  }

  private void readOrRefuse(byte[] bytes, long seed) {
    try {
      assertThat(read(bytes).nodes()).as("seed %s", seed).isNotNegative();
    } catch (IOException expected) {
      assertThat(expected).as("seed %s", seed).hasMessageMatching("(?s).+");
    }
  }

  private void assertRefused(String what, OnnxMl.TensorProto.Builder tensor) {
    OnnxMl.ModelProto.Builder model = model();
    model.getGraphBuilder().addInitializer(tensor);
    assertThatExceptionOfType(IOException.class)
        .as(what)
        .isThrownBy(() -> read(model.build().toByteArray()));
  }

  private Graph read(byte[] model) throws IOException {
    return Graph.read(Files.write(folder.resolve("model.onnx"), model));
  }
}
