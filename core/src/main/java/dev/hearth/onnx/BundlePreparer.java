package dev.hearth.onnx;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.hearth.ConfigurationException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.Signature;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.BundleVariant;
import dev.hearth.bundle.PreparedOn;
import dev.hearth.platform.CpuFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes a bundle of one or several variants of a model. Confined to one thread at a time.
 *
 * <pre>{@code
 * Bundle bundle =
 *     BundlePreparer.of(ModelRef.parse("minilm@3"))
 *         .variant(VariantSource.of(Path.of("minilm.onnx")))
 *         .variant(VariantSource.of(Path.of("minilm-int8.onnx")))
 *         .writeTo(Path.of("minilm-3"));
 * }</pre>
 *
 * <p>Weights do not pass through the heap, so models of any length can be prepared. The same files
 * prepared on the same kind of processor give the same bundle, byte for byte.
 */
public final class BundlePreparer {

  private final ModelRef model;
  private final List<VariantSource> sources = new ArrayList<>();
  private Optional<String> licence = Optional.empty();
  private boolean prepack = true;
  private boolean quick;
  private Consumer<String> progress = step -> {};

  private BundlePreparer(ModelRef model) {
    this.model = model;
  }

  /**
   * Begins a bundle.
   *
   * @param model the name and version it is to have
   * @return a preparer without variants
   * @throws IllegalArgumentException if that is an alias
   */
  public static BundlePreparer of(ModelRef model) {
    if (model.isAlias()) {
      throw new IllegalArgumentException(
          "model: '" + model + "' (expected: a version, not an alias)");
    }
    return new BundlePreparer(model);
  }

  /**
   * Adds a variant; those added first are preferred where all may run.
   *
   * @param source where it comes from
   * @return this preparer
   */
  public BundlePreparer variant(VariantSource source) {
    sources.add(source);
    return this;
  }

  /**
   * Notes the licence of the weights.
   *
   * @param text an SPDX identifier, or words
   * @return this preparer
   */
  public BundlePreparer licence(String text) {
    this.licence = Optional.of(text);
    return this;
  }

  /**
   * Sets whether weights are kept a second time in the layout of the kernels, so that they can be
   * mapped in that layout too; by default they are. Without it a bundle is a third smaller and its
   * second phase takes memory of each process.
   *
   * @param wanted whether to prepack
   * @return this preparer
   */
  public BundlePreparer prepack(boolean wanted) {
    this.prepack = wanted;
    return this;
  }

  /**
   * Leaves out what a bundle needs only on its way to other machines: SHA-256 sums and the table of
   * tensors.
   *
   * @return this preparer
   */
  public BundlePreparer quick() {
    this.quick = true;
    return this;
  }

  /**
   * Sets who hears what is being done.
   *
   * @param listener gets a few words at the beginning of each step
   * @return this preparer
   */
  public BundlePreparer progress(Consumer<String> listener) {
    this.progress = listener;
    return this;
  }

  /**
   * Prepares the bundle. Blocks: seconds for a model of 100 MB. The folder appears when it is
   * whole; a process that dies leaves a folder beside it whose name begins with {@code
   * .preparing-}.
   *
   * @param folder where the bundle is to be; must not exist
   * @return the bundle
   * @throws ConfigurationException if the folder exists, there is no such file, or the model cannot
   *     be checked
   * @throws dev.hearth.ModelBrokenException if a file is no model that ONNX Runtime takes
   * @throws ModelUnavailableException if the folder cannot be written
   */
  public Bundle writeTo(Path folder) {
    Path target = folder.toAbsolutePath().normalize();
    if (sources.isEmpty()) {
      throw new IllegalStateException("variants: none (expected: at least one); call variant(...)");
    }
    if (Files.exists(target)) {
      throw new ConfigurationException(
          "bundle "
              + target
              + " is already there (expected: a new folder); name another or delete it");
    }
    try {
      return write(target);
    } catch (IOException e) {
      throw new ModelUnavailableException(
          "bundle "
              + target
              + " cannot be written: "
              + e
              + " (expected: room and a writable folder); check the file system and retry",
          e);
    }
  }

  private Bundle write(Path target) throws IOException {
    Path parent = target.resolveSibling("");
    Files.createDirectories(parent);
    Path staging = parent.resolve(".preparing-" + UUID.randomUUID());
    Files.createDirectory(staging);
    try {
      BundleManifest manifest = prepare(staging);
      Files.write(staging.resolve(BundleManifest.FILE), manifest.text());
      Files.move(staging, target, ATOMIC_MOVE);
      return new Bundle(target, manifest);
    } finally {
      deleteAll(staging);
    }
  }

  private BundleManifest prepare(Path staging) throws IOException {
    // One thread: how additions are shared among several may change with their number.
    SessionSettings settings = SessionSettings.defaults().withIntraOpThreads(1);
    Sessions sessions = new Sessions(Environment.get(), settings);
    List<BundleVariant> variants = new ArrayList<>();
    Optional<Signature> signature = Optional.empty();
    for (VariantSource source : sources) {
      VariantPreparation.Prepared prepared =
          new VariantPreparation(model, source, staging, sessions, prepack, quick, progress).run();
      signature.ifPresent(first -> requireSame(first, prepared));
      signature = signature.or(() -> Optional.of(prepared.signature()));
      variants.add(prepared.variant());
    }
    PreparedOn here = new PreparedOn(sessions.environment().getVersion(), CpuFeatures.current());
    return new BundleManifest(model, licence, here, signature.orElseThrow(), variants);
  }

  private void requireSame(Signature first, VariantPreparation.Prepared other) {
    Optional<String> mismatch = first.mismatch(other.signature());
    if (mismatch.isPresent()) {
      throw new ConfigurationException(
          "model '"
              + model
              + "', variant '"
              + other.variant().name()
              + "': "
              + mismatch.get()
              + "; variants of one model take and give the same");
    }
  }

  private static void deleteAll(Path folder) throws IOException {
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
