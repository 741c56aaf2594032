package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.LazyModel;
import dev.hearth.Lease;
import dev.hearth.LoadReport;
import dev.hearth.Model;
import dev.hearth.ModelRef;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.onnx.LoadForm;
import dev.hearth.onnx.OnnxRuntime;
import dev.hearth.onnx.SessionSettings;
import dev.hearth.testkit.store.FaultyStore;
import dev.hearth.testkit.store.InMemoryStore;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real model with a real engine: served as it is, prepared, and mapped by who comes next. */
final class OnnxPreparationTest {

  private static final ModelRef TINY = ModelRef.parse("tiny@1");
  private static final int WIDTH = 64;

  @TempDir Path temp = Path.of("");

  private final InMemoryStore models = new InMemoryStore();
  private final FaultyStore remote = new FaultyStore(models);
  private final List<Runnable> tasks = new CopyOnWriteArrayList<>();

  @Test
  void acquire_plainModel_isPreparedAndMappedWithTheSameOutputs() {
    models.publish(TINY, model());
    List<float[]> plain;
    try (LayeredModelCache first = cache()) {
      LazyModel model = first.model("tiny@1");
      plain = List.of(run(model), run(model));
      assertThat(report(model).foundIn()).isEqualTo("remote");
      assertThat(report(model).variant()).isEmpty();
      tasks.forEach(Runnable::run);
      assertThat(run(model)).isEqualTo(plain.get(0));
    }
    assertThat(FolderView.of(folder()).files())
        .containsOnlyKeys(
            ".lock",
            "tiny/1/fp32/graph.onnx",
            "tiny/1/fp32/sample.json",
            "tiny/1/fp32/weights.bin",
            "tiny/1/manifest.json");
    assertThat(folder().resolve(".parts")).isEmptyDirectory();
    try (LayeredModelCache second = cache()) {
      LazyModel model = second.model("tiny@1");
      assertClose(run(model), plain.get(0));
      assertThat(report(model).foundIn()).isEqualTo("disk");
      assertThat(report(model).variant()).contains("fp32: the only one");
      Eventually.isTrue("the second phase is over", () -> Threads.loading().isEmpty());
      assertClose(run(model), plain.get(0));
    }
    assertThat(remote.opens()).isEqualTo(1);
    assertThat(remote.manifests()).isEqualTo(1);
    assertThat(Logs.warnings(folder().toString())).isEmpty();
  }

  @Test
  void acquire_preparedWeightsDamaged_isServedPlainAgain() throws Exception {
    models.publish(TINY, model());
    try (LayeredModelCache first = cache();
        LayeredModelCache second = cache()) {
      float[] plain = run(first.model("tiny@1"));
      tasks.forEach(Runnable::run);
      Path weights = folder().resolve("tiny/1/fp32/weights.bin");
      byte[] bytes = Files.readAllBytes(weights);
      bytes[100] ^= 1;
      Files.write(weights, bytes);
      assertThat(run(second.model("tiny@1"))).isEqualTo(plain);
    }
    assertThat(FolderView.of(folder()).models()).containsExactly("tiny/1/model.onnx");
    assertThat(Logs.warnings(folder().toString())).hasSize(1);
    Eventually.isTrue("nothing is being loaded", () -> Threads.loading().isEmpty());
  }

  @Test
  void acquire_exportedForm_isNotPrepared() {
    models.publish(TINY, model());
    SessionSettings exported = SessionSettings.defaults().withForm(LoadForm.EXPORTED);
    try (LayeredModelCache cache = cache(OnnxRuntime.with(exported))) {
      run(cache.model("tiny@1"));
      tasks.forEach(Runnable::run);
    }
    assertThat(FolderView.of(folder()).models()).containsExactly("tiny/1/model.onnx");
  }

  private LayeredModelCache cache() {
    return cache(OnnxRuntime.create());
  }

  private LayeredModelCache cache(OnnxRuntime runtime) {
    return LayeredModelCache.builder()
        .runtime(runtime)
        .remote(remote)
        .disk(folder(), Bytes.mebibytes(10))
        .budget(Optional::empty)
        .pause(nanos -> {})
        .threads(tasks::add)
        .build();
  }

  private Path folder() {
    return temp.resolve("models");
  }

  private static LoadReport report(LazyModel model) {
    try (Lease<Model> lease = model.acquire(Deadline.none())) {
      return lease.get().loadReport();
    }
  }

  private static float[] run(LazyModel model) {
    Tensors input = Tensors.of("x", Tensor.of(floats(2 * WIDTH, 5), 2, WIDTH));
    try (Lease<Model> lease = model.acquire(Deadline.none());
        Tensors output = lease.get().run(input, Deadline.none())) {
      FloatBuffer y = output.get("y").floats();
      float[] values = new float[y.remaining()];
      y.duplicate().get(values);
      return values;
    }
  }

  private static void assertClose(float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-4f));
    }
  }

  private static byte[] model() {
    OnnxMl.GraphProto graph =
        OnnxMl.GraphProto.newBuilder()
            .setName("tiny")
            .addInput(port("x"))
            .addOutput(port("y"))
            .addInitializer(weights("a", 1))
            .addInitializer(weights("b", 2))
            .addNode(node("MatMul", List.of("x", "a"), "h"))
            .addNode(node("Relu", List.of("h"), "r"))
            .addNode(node("MatMul", List.of("r", "b"), "y"))
            .build();
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static OnnxMl.NodeProto node(String operator, List<String> inputs, String output) {
    return OnnxMl.NodeProto.newBuilder()
        .setOpType(operator)
        .setName(operator + output)
        .addAllInput(inputs)
        .addOutput(output)
        .build();
  }

  private static OnnxMl.TensorProto weights(String name, long seed) {
    List<Float> values = new ArrayList<>();
    for (float value : floats(WIDTH * WIDTH, seed)) {
      values.add(value / WIDTH);
    }
    return OnnxMl.TensorProto.newBuilder()
        .setName(name)
        .setDataType(DataType.FLOAT.getNumber())
        .addDims(WIDTH)
        .addDims(WIDTH)
        .addAllFloatData(values)
        .build();
  }

  private static OnnxMl.ValueInfoProto port(String name) {
    OnnxMl.TensorShapeProto shape =
        OnnxMl.TensorShapeProto.newBuilder()
            .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("n"))
            .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(WIDTH))
            .build();
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }

  private static float[] floats(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
