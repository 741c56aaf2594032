package dev.hearth.tools.checks;

import dev.hearth.Bytes;
import dev.hearth.ElementType;
import dev.hearth.ModelRef;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.Ticker;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.PreparedOn;
import dev.hearth.bundle.Sample;
import dev.hearth.onnx.BundlePreparer;
import dev.hearth.onnx.LoadForm;
import dev.hearth.onnx.OnnxRuntime;
import dev.hearth.onnx.SessionSettings;
import dev.hearth.onnx.VariantSource;
import dev.hearth.platform.CpuFeatures;
import dev.hearth.platform.ResidentMemory;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelContent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the checks have in common. */
final class Work {

  static final ModelRef REF = ModelRef.parse("model@1");

  private Work() {}

  static Bundle prepare(Path model, Path folder) {
    return BundlePreparer.of(REF).variant(VariantSource.of(model)).writeTo(folder);
  }

  /** Returns a runtime with one thread a run, so that additions are made in one order. */
  static OnnxRuntime runtime(LoadForm form) {
    return OnnxRuntime.with(SessionSettings.defaults().withIntraOpThreads(1).withForm(form));
  }

  static LoadedModel load(Bundle bundle, LoadForm form) {
    ModelContent content = new ModelContent.InBundle(bundle, bundle.manifest().variants().get(0));
    return runtime(form).load(REF, content, new LoadContext(Ticker.system()));
  }

  static LoadedModel exported(Path model) throws IOException {
    ModelContent content = new ModelContent.InFile(model, Bytes.of(Files.size(model)));
    return runtime(LoadForm.EXPORTED).load(REF, content, new LoadContext(Ticker.system()));
  }

  /** Returns the manifest of the same bundle, as if it had been prepared on another processor. */
  static BundleManifest fromElsewhere(BundleManifest manifest) {
    PreparedOn here = manifest.preparedOn();
    return new BundleManifest(
        manifest.model(),
        manifest.licence(),
        new PreparedOn(
            here.runtime(), new CpuFeatures(here.cpu().architecture(), List.of("elsewhere"))),
        manifest.signature(),
        manifest.variants());
  }

  /** Measures how far outputs lie from expected ones, as a fraction of the greatest of these. */
  static double difference(Tensors expected, Tensors actual) {
    return new Sample(Tensors.of(Map.of()), expected, 0).difference(actual);
  }

  /** Takes outputs out of the buffers they go back to. */
  static Tensors copy(Tensors outputs) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    outputs
        .asMap()
        .forEach(
            (name, tensor) -> {
              if (tensor.type() == ElementType.STRING) {
                copies.put(name, tensor);
              } else {
                Tensor copy = Tensor.allocate(tensor.type(), tensor.shape().dims());
                copy.bytes().put(tensor.bytes());
                copies.put(name, copy);
              }
            });
    return Tensors.of(copies);
  }

  static ResidentMemory resident() throws Checks.Failed {
    return ResidentMemory.current()
        .orElseThrow(() -> new Checks.Failed("no /proc/self/status (expected: Linux)"));
  }

  /** Returns the command of a Java process with this one's class path. */
  static List<String> java(List<String> before, List<String> options, Class<?> main) {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.addAll(List.of("-cp", classPath(), main.getName()));
    return command;
  }

  /** Returns this process's class path, right in any folder. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
