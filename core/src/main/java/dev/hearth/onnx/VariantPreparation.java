package dev.hearth.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.Signature;
import dev.hearth.Tensors;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleVariant;
import dev.hearth.bundle.FileDigest;
import dev.hearth.bundle.Graph;
import dev.hearth.bundle.GraphTensor;
import dev.hearth.bundle.Precision;
import dev.hearth.bundle.Sample;
import dev.hearth.bundle.TensorTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Prepares one variant in a folder: optimises its graph, lays its weights out, and proves that it
 * gives what the model gives. Confined to one thread.
 */
final class VariantPreparation {

  private static final String GRAPH = BundleVariant.GRAPH_FILE;
  private static final String WEIGHTS = BundleVariant.WEIGHTS_FILE;
  private static final String TENSORS = BundleVariant.TENSORS_FILE;
  private static final String SAMPLE = BundleVariant.SAMPLE_FILE;

  /** A page: what is smaller would only be copied along with its neighbours. */
  private static final int MIN_EXTERNAL_BYTES = 4096;

  private static final String NCHWC = "com.microsoft.nchwc";

  private final ModelRef ref;
  private final VariantSource source;
  private final Path bundle;
  private final Sessions sessions;
  private final boolean prepack;
  private final boolean quick;
  private final Consumer<String> progress;

  VariantPreparation(
      ModelRef ref,
      VariantSource source,
      Path bundle,
      Sessions sessions,
      boolean prepack,
      boolean quick,
      Consumer<String> progress) {
    this.ref = ref;
    this.source = source;
    this.bundle = bundle;
    this.sessions = sessions;
    this.prepack = prepack;
    this.quick = quick;
    this.progress = progress;
  }

  /** What came of it. */
  record Prepared(BundleVariant variant, Signature signature) {}

  Prepared run() throws IOException {
    Precision precision = source.precision().orElse(Precisions.of(readGraph(source.model())));
    String name = source.name().orElse(precision.text());
    Path folder = bundle.resolve(name);
    if (Files.exists(folder)) {
      throw new ConfigurationException(
          "variant '" + name + "' twice (expected: names that differ); name them");
    }
    Files.createDirectory(folder);
    progress.accept(name + ": running " + source.model().getFileName() + " as exported");
    ReferenceRun.Reference reference =
        new ReferenceRun(ref, precision, sessions).run(source.model(), sizeOf(source.model()));
    progress.accept(name + ": optimising" + (prepack ? " and prepacking" : ""));
    boolean layoutAtLoad = optimise(folder);
    Graph graph = readGraph(folder.resolve(GRAPH));
    removeIfEmpty(folder.resolve(WEIGHTS));
    progress.accept(name + ": checking its outputs");
    prove(name, folder, layoutAtLoad, precision, reference.sample());
    Files.write(folder.resolve(SAMPLE), reference.sample().text());
    progress.accept(name + ": taking checksums");
    return new Prepared(
        variant(name, precision, folder, layoutAtLoad, graph), reference.signature());
  }

  private BundleVariant variant(
      String name, Precision precision, Path folder, boolean layoutAtLoad, Graph graph)
      throws IOException {
    if (!quick) {
      Files.write(folder.resolve(TENSORS), TensorTable.of(graph, folder.resolve(WEIGHTS)).text());
    }
    long weights = graph.external().stream().mapToLong(GraphTensor::length).sum();
    return new BundleVariant(
        name,
        precision,
        source.accuracy(),
        layoutAtLoad,
        source.requires(),
        weights + graph.inlineBytes(),
        graph.external().stream().mapToLong(GraphTensor::prepackedBytes).sum(),
        file(name, GRAPH),
        fileIfThere(name, WEIGHTS),
        fileIfThere(name, TENSORS),
        file(name, SAMPLE));
  }

  private Optional<BundleFile> fileIfThere(String variant, String name) throws IOException {
    return Files.exists(bundle.resolve(variant).resolve(name))
        ? Optional.of(file(variant, name))
        : Optional.empty();
  }

  private BundleFile file(String variant, String name) throws IOException {
    String path = variant + "/" + name;
    return new BundleFile(path, FileDigest.of(bundle.resolve(path), !quick));
  }

  /**
   * Optimises the model and writes it. A layout for one kind of processor is not written: it would
   * be wrong on others.
   *
   * @return whether the layout is left to the load
   */
  private boolean optimise(Path folder) throws IOException {
    optimise(folder, OptLevel.ALL_OPT);
    if (!readGraph(folder.resolve(GRAPH)).uses(NCHWC)) {
      return false;
    }
    Files.deleteIfExists(folder.resolve(GRAPH));
    Files.deleteIfExists(folder.resolve(WEIGHTS));
    optimise(folder, OptLevel.EXTENDED_OPT);
    return true;
  }

  private void optimise(Path folder, OptLevel level) {
    try {
      sessions.optimise(
          source.model(),
          folder.resolve(GRAPH),
          level,
          options -> {
            options.addConfigEntry(
                "session.optimized_model_external_initializers_file_name", WEIGHTS);
            options.addConfigEntry(
                "session.optimized_model_external_initializers_min_size_in_bytes",
                Integer.toString(MIN_EXTERNAL_BYTES));
            if (prepack) {
              options.addConfigEntry("session.save_external_prepacked_constant_initializers", "1");
            }
          });
    } catch (OrtException e) {
      throw Failures.ofLoad(ref, sizeOf(source.model()), e);
    }
  }

  private void prove(
      String name, Path folder, boolean layoutAtLoad, Precision precision, Sample sample) {
    for (LoadForm form : List.of(LoadForm.MAPPED, LoadForm.PREPACKED)) {
      double difference = difference(folder.resolve(GRAPH), layoutAtLoad, form, sample);
      double allowed = Precisions.allowedHere(precision);
      if (!(difference <= allowed)) {
        throw new ConfigurationException(
            String.format(
                Locale.ROOT,
                "model '%s', variant '%s': outputs of its %s form differ from the exported model's"
                    + " by %.2g of their greatest magnitude (expected: at most %.2g; is it random?);"
                    + " serve it as it is",
                ref,
                name,
                form.name().toLowerCase(Locale.ROOT),
                difference,
                allowed));
      }
    }
  }

  private double difference(Path graph, boolean layoutAtLoad, LoadForm form, Sample sample) {
    try (LiveSession live = new LiveSession(sessions.prepared(graph, layoutAtLoad, form));
        Tensors outputs =
            sessions.model(ref, live, Bytes.of(0)).run(sample.inputs(), Deadline.none())) {
      return sample.difference(outputs);
    } catch (OrtException e) {
      throw new ConfigurationException(
          "model '"
              + ref
              + "': ONNX Runtime does not take what it made of it itself: "
              + String.valueOf(e.getMessage()).strip()
              + " (expected: a graph it can load again); serve it as it is",
          e);
    }
  }

  private Graph readGraph(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          "model '" + ref + "': no file " + file + " (expected: an .onnx file); correct the path");
    }
    try {
      return Graph.read(file);
    } catch (IOException e) {
      throw new ModelBrokenException(
          "model '"
              + ref
              + "': "
              + file
              + ": "
              + e.getMessage()
              + " (expected: a whole ONNX model); export it again",
          e);
    }
  }

  private Bytes sizeOf(Path file) {
    try {
      return Bytes.of(Files.size(file));
    } catch (IOException e) {
      throw new ModelUnavailableException(
          "model '" + ref + "': " + file + " cannot be read: " + e + "; retry", e);
    }
  }

  private static void removeIfEmpty(Path file) throws IOException {
    if (Files.exists(file) && Files.size(file) == 0) {
      Files.delete(file);
    }
  }
}
