package dev.hearth.tools;

import dev.hearth.bundle.Precision;
import dev.hearth.onnx.VariantSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An argument {@code [NAME=]FILE}.
 *
 * @param name the variant's name, if it was given
 * @param file the file
 */
record NamedFile(Optional<String> name, Path file) {

  static NamedFile parse(String argument) {
    int equals = argument.indexOf('=');
    return equals < 0
        ? new NamedFile(Optional.empty(), Path.of(argument))
        : new NamedFile(
            Optional.of(argument.substring(0, equals)), Path.of(argument.substring(equals + 1)));
  }

  /** Adds what options say of the variant of this name. */
  VariantSource source(Map<String, Double> accuracy, Map<String, List<String>> requires) {
    Double measured = name.map(accuracy::get).orElse(null);
    return new VariantSource(
        name,
        file,
        name.flatMap(Precision::of),
        measured == null ? OptionalDouble.empty() : OptionalDouble.of(measured),
        name.map(variant -> requires.getOrDefault(variant, List.of())).orElse(List.of()));
  }
}
