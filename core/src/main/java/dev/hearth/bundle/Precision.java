package dev.hearth.bundle;

import java.util.Locale;
import java.util.Optional;

/** How exactly a variant of a model keeps its weights. */
public enum Precision {
  /** 32-bit floating point. */
  FP32,
  /** 16-bit floating point. */
  FP16,
  /** 8-bit integers with scales. */
  INT8,
  /** 4-bit integers with scales. */
  INT4;

  /**
   * Returns the name as manifests write it.
   *
   * @return for example {@code fp32}
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a name.
   *
   * @param text for example {@code fp32}
   * @return the precision, or empty if that is none this version knows
   */
  public static Optional<Precision> of(String text) {
    for (Precision precision : values()) {
      if (precision.text().equals(text)) {
        return Optional.of(precision);
      }
    }
    return Optional.empty();
  }
}
