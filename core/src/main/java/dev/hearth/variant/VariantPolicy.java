package dev.hearth.variant;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.BundleVariant;
import dev.hearth.bundle.Precision;
import dev.hearth.platform.CpuFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a function asks of the variant it runs. Immutable.
 *
 * <p>Of the variants that satisfy it, that this processor can run and that fit in memory, the one
 * the manifest names first is chosen. A variant below the floor is never chosen, whatever else
 * fails.
 *
 * @param accuracyFloor the least accuracy, 0 to 1; a variant without a measured accuracy counts as
 *     1 if it is 32-bit floating point, else as 0
 * @param name the one variant to run, if the function insists on it
 */
public record VariantPolicy(double accuracyFloor, Optional<String> name) {

  /** Makes a policy. */
  public VariantPolicy {
    if (!(accuracyFloor >= 0 && accuracyFloor <= 1)) {
      throw new IllegalArgumentException("accuracyFloor: " + accuracyFloor + " (expected: 0 to 1)");
    }
  }

  /**
   * Returns the policy that takes any variant.
   *
   * @return a floor of 0, no name
   */
  public static VariantPolicy any() {
    return new VariantPolicy(0, Optional.empty());
  }

  /**
   * Returns the policy that takes any variant of enough accuracy.
   *
   * @param floor the least accuracy, 0 to 1
   * @return the policy
   */
  public static VariantPolicy atLeast(double floor) {
    return new VariantPolicy(floor, Optional.empty());
  }

  /**
   * Returns the policy that takes one variant.
   *
   * @param name its name
   * @return the policy
   */
  public static VariantPolicy named(String name) {
    return new VariantPolicy(0, Optional.of(name));
  }

  /**
   * Chooses a variant. Does not block.
   *
   * @param manifest what there is
   * @param cpu the processor it is to run on
   * @param memory what a model may take
   * @return the variant and the reason
   * @throws ConfigurationException if none will do; the message says of each why
   */
  public VariantChoice choose(BundleManifest manifest, CpuFeatures cpu, Bytes memory) {
    List<String> passedOver = new ArrayList<>();
    for (BundleVariant variant : manifest.variants()) {
      Optional<String> objection = objection(variant, cpu, memory);
      if (objection.isEmpty()) {
        return new VariantChoice(variant, reason(manifest, passedOver));
      }
      passedOver.add(variant.name() + ": " + objection.get());
    }
    throw new ConfigurationException(
        "model '"
            + manifest.model()
            + "': none of its variants runs here: "
            + String.join("; ", passedOver)
            + "; raise the function's memory, lower the floor, or publish a variant that does");
  }

  private Optional<String> objection(BundleVariant variant, CpuFeatures cpu, Bytes memory) {
    if (name.isPresent() && !name.get().equals(variant.name())) {
      return Optional.of("not the one asked for (expected: '" + name.get() + "')");
    }
    if (accuracyOf(variant) < accuracyFloor) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "accuracy %s (expected: at least %s)",
              variant.accuracy().isPresent() ? variant.accuracy().getAsDouble() : "not measured",
              accuracyFloor));
    }
    List<String> missing =
        variant.requires().stream().filter(feature -> !cpu.names().contains(feature)).toList();
    if (!missing.isEmpty()) {
      return Optional.of("needs " + String.join(", ", missing) + " (expected: of " + cpu + ")");
    }
    Bytes need = Bytes.of(variant.weightBytes());
    return need.compareTo(memory) > 0
        ? Optional.of("takes " + need + " (expected: at most " + memory + ")")
        : Optional.empty();
  }

  private static double accuracyOf(BundleVariant variant) {
    OptionalDouble measured = variant.accuracy();
    return measured.orElse(variant.precision() == Precision.FP32 ? 1 : 0);
  }

  private static String reason(BundleManifest manifest, List<String> passedOver) {
    if (manifest.variants().size() == 1) {
      return "the only one";
    }
    return passedOver.isEmpty()
        ? "preferred by the bundle"
        : "next in the bundle's order; " + String.join("; ", passedOver);
  }
}
