package dev.hearth.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.ElementType;
import dev.hearth.ModelRef;
import dev.hearth.Shape;
import dev.hearth.Signature;
import dev.hearth.platform.CpuFeatures;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Manifests of tests. */
final class Manifests {

  private static final String SHA = "0123456789abcdef".repeat(4);

  private Manifests() {}

  /** A manifest with every optional member. */
  static BundleManifest full() {
    return new BundleManifest(
        ModelRef.parse("minilm@3"),
        Optional.of("Apache-2.0 \"and\" \u00e4"),
        new PreparedOn("1.28.0", new CpuFeatures("x86_64", List.of("avx2", "fma"))),
        Signature.builder()
            .input("input_ids", ElementType.INT64, Shape.ANY, 128)
            .output("embedding", ElementType.FLOAT32, Shape.ANY, 384)
            .build(),
        List.of(variant("fp32", Precision.FP32), variant("int8.v2", Precision.INT8)));
  }

  /** A manifest with no optional member. */
  static BundleManifest bare() {
    return new BundleManifest(
        ModelRef.parse("m@1"),
        Optional.empty(),
        new PreparedOn("1.28.0", new CpuFeatures("aarch64", List.of())),
        new Signature(List.of(), List.of()),
        List.of(
            new BundleVariant(
                "fp16",
                Precision.FP16,
                OptionalDouble.empty(),
                true,
                List.of(),
                0,
                0,
                new BundleFile("fp16/graph.onnx", new FileDigest(5, "00000000", Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                file("fp16/sample.json", 6))));
  }

  private static BundleVariant variant(String name, Precision precision) {
    return new BundleVariant(
        name,
        precision,
        OptionalDouble.of(0.9875),
        false,
        List.of("avx2", "fma"),
        90_000_000,
        70_000_000,
        file(name + "/graph.onnx", 1000),
        Optional.of(file(name + "/weights.bin", 160_000_000)),
        Optional.of(file(name + "/tensors.json", 2000)),
        file(name + "/sample.json", 300));
  }

  static BundleFile file(String path, long bytes) {
    return new BundleFile(path, new FileDigest(bytes, "1a2b3c4d", Optional.of(SHA)));
  }

  /** Returns a text with one thing changed and its checksum made right again. */
  static byte[] changed(BundleManifest manifest, String from, String to) {
    String text = new String(manifest.text(), UTF_8);
    String open = text.substring(0, text.lastIndexOf(ManifestWriter.CHECKSUM)).replace(from, to);
    String checksum = ManifestWriter.checksum(open.getBytes(UTF_8), 0);
    return (open + ManifestWriter.CHECKSUM + checksum + ManifestWriter.END).getBytes(UTF_8);
  }
}
