package dev.hearth;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * How a model came into memory. Immutable.
 *
 * @param foundIn the layer that had the model: {@code disk}, {@code remote}, or another layer's
 *     name
 * @param variant which variant of a bundle was chosen, and why, for example {@code int8: the only
 *     one}; empty for a plain model
 * @param steps how long each step took, in the order of their beginning; steps may overlap
 */
public record LoadReport(String foundIn, Optional<String> variant, Map<String, Duration> steps) {

  /**
   * Makes a report.
   *
   * @param foundIn the layer that had the model
   * @param variant which variant of a bundle was chosen, and why
   * @param steps the steps, copied in the map's order
   */
  public LoadReport {
    steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
  }

  /**
   * Makes the report of a plain model.
   *
   * @param foundIn the layer that had the model
   * @param steps the steps, copied in the map's order
   */
  public LoadReport(String foundIn, Map<String, Duration> steps) {
    this(foundIn, Optional.empty(), steps);
  }

  /** Returns layer and steps in words, for example {@code remote: connect 120 ms, fetch 80 ms}. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", foundIn + ": ", "").setEmptyValue(foundIn);
    if (variant.isPresent()) {
      text.add("variant " + variant.get());
    }
    steps.forEach((step, took) -> text.add(step + " " + took.toMillis() + " ms"));
    return text.toString();
  }
}
