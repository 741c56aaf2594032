package dev.hearth.variant;

import dev.hearth.bundle.BundleVariant;

/**
 * A variant and why it was chosen. Immutable.
 *
 * @param variant the variant
 * @param reason the reason in words, with what was passed over and why
 */
public record VariantChoice(BundleVariant variant, String reason) {

  /** Returns name and reason, for example {@code int8: the only one}. */
  @Override
  public String toString() {
    return variant.name() + ": " + reason;
  }
}
