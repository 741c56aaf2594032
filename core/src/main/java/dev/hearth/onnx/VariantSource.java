package dev.hearth.onnx;

import dev.hearth.bundle.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A model to be prepared as one variant of a bundle. Immutable.
 *
 * @param name the variant's name; its precision's if empty
 * @param model an {@code .onnx} file, with or without external data beside it
 * @param precision how it keeps its weights; seen in its operators if empty
 * @param accuracy what fraction of the best variant's quality it keeps, 0 to 1, if somebody
 *     measured
 * @param requires instruction sets without which it must not run, as Linux names them
 */
public record VariantSource(
    Optional<String> name,
    Path model,
    Optional<Precision> precision,
    OptionalDouble accuracy,
    List<String> requires) {

  /** Makes a source. */
  public VariantSource {
    requires = List.copyOf(requires);
  }

  /**
   * Returns a source of which everything but the file is found out.
   *
   * @param model an {@code .onnx} file
   * @return the source
   */
  public static VariantSource of(Path model) {
    return new VariantSource(
        Optional.empty(), model, Optional.empty(), OptionalDouble.empty(), List.of());
  }
}
