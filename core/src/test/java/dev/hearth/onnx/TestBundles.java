package dev.hearth.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.hearth.Deadline;
import dev.hearth.ElementType;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.BundleVariant;
import dev.hearth.bundle.FileDigest;
import dev.hearth.bundle.PreparedOn;
import dev.hearth.platform.CpuFeatures;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelContent;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Bundles of tests, of a model that is one product of matrices. */
final class TestBundles {

  /** The extent of the matrix: its 64 KiB are kept outside the graph, and prepacked. */
  static final int EXTENT = 128;

  static final PreparedOn ELSEWHERE =
      new PreparedOn("1.0.0", new CpuFeatures("x86_64", List.of("sse4_1")));

  private TestBundles() {}

  static byte[] product() {
    return product(EXTENT);
  }

  static byte[] product(int extent) {
    return ports(extent).constant("w", weights(extent), extent, extent).bytes();
  }

  /** A product whose weights lie in a file of their own. */
  static byte[] productOf(String location) {
    return ports(EXTENT).external("w", location, EXTENT, EXTENT).bytes();
  }

  private static TinyModel ports(int extent) {
    String width = Integer.toString(extent);
    return new TinyModel()
        .input("x", DataType.FLOAT, "batch", width)
        .output("y", DataType.FLOAT, "batch", width)
        .node("MatMul", "x w", "y");
  }

  static float[] weights(int extent) {
    Random random = new Random(7);
    float[] weights = new float[extent * extent];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextFloat() - 0.5f;
    }
    return weights;
  }

  static Bundle prepare(Path folder, byte[] model) {
    return preparer(folder, model).writeTo(folder.resolve("bundle"));
  }

  static BundlePreparer preparer(Path folder, byte[] model) {
    return BundlePreparer.of(TinyModel.REF)
        .variant(VariantSource.of(TinyModel.inFile(folder, model).path()));
  }

  static ModelContent.InBundle content(Bundle bundle) {
    return new ModelContent.InBundle(bundle, bundle.manifest().variants().get(0));
  }

  static LoadedModel load(Bundle bundle, LoadForm form) {
    return TinyModel.load(runtime(form), content(bundle));
  }

  static OnnxRuntime runtime(LoadForm form) {
    return OnnxRuntime.with(SessionSettings.defaults().withIntraOpThreads(1).withForm(form));
  }

  /** Returns what a model makes of rows of ones. */
  static float[] answer(LoadedModel model, int extent, int rows) {
    Tensor ones = Tensor.allocate(ElementType.FLOAT32, rows, extent);
    for (int i = 0; i < rows * extent; i++) {
      ones.floats().put(i, 1 + i % 7);
    }
    try (Tensors outputs = model.run(Tensors.of("x", ones), Deadline.none())) {
      FloatBuffer floats = outputs.get("y").floats();
      float[] answer = new float[floats.remaining()];
      floats.get(answer);
      return answer;
    }
  }

  /** Writes the manifest again, as if the bundle had been prepared there. */
  static Bundle movedFrom(Bundle bundle, PreparedOn there) throws IOException {
    return rewrite(bundle, there, bundle.manifest().variants().get(0));
  }

  /** Writes the manifest again after a file was changed, so that its digests are right. */
  static Bundle sealed(Bundle bundle) throws IOException {
    BundleVariant old = bundle.manifest().variants().get(0);
    Optional<BundleFile> weights = Optional.empty();
    if (old.weights().isPresent()) {
      weights = Optional.of(again(bundle, old.weights().get()));
    }
    BundleVariant variant =
        new BundleVariant(
            old.name(),
            old.precision(),
            old.accuracy(),
            old.layoutAtLoad(),
            old.requires(),
            old.weightBytes(),
            old.prepackedBytes(),
            again(bundle, old.graph()),
            weights,
            old.tensors(),
            again(bundle, old.sample()));
    return rewrite(bundle, bundle.manifest().preparedOn(), variant);
  }

  private static BundleFile again(Bundle bundle, BundleFile file) throws IOException {
    return new BundleFile(file.path(), FileDigest.of(file.in(bundle.folder()), true));
  }

  private static Bundle rewrite(Bundle bundle, PreparedOn there, BundleVariant variant)
      throws IOException {
    BundleManifest old = bundle.manifest();
    BundleManifest manifest =
        new BundleManifest(old.model(), old.licence(), there, old.signature(), List.of(variant));
    Files.write(bundle.folder().resolve(BundleManifest.FILE), manifest.text());
    return Bundle.in(bundle.folder());
  }
}
