package dev.hearth.bundle;

import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.Signature;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a bundle says of itself. Immutable.
 *
 * <p>Its text is JSON whose last member is a checksum of all that stands before, so that a changed
 * bit is found without a second file. Unknown members are passed over; what is written is always
 * the same bytes for the same manifest.
 *
 * @param model the model's name and version
 * @param licence the licence of the weights, as an SPDX identifier or in words; empty if unknown
 * @param preparedOn where it was prepared
 * @param signature inputs and outputs, the same for all variants
 * @param variants the variants, at least one, in the order of preference
 */
public record BundleManifest(
    ModelRef model,
    Optional<String> licence,
    PreparedOn preparedOn,
    Signature signature,
    List<BundleVariant> variants) {

  /** The name of the manifest's file: {@value}. */
  public static final String FILE = "manifest.json";

  /** A manifest is no longer than this many bytes. */
  public static final int MAX_BYTES = 1 << 20;

  /** Makes a manifest. */
  public BundleManifest {
    variants = List.copyOf(variants);
    if (model.isAlias()) {
      throw new IllegalArgumentException(
          "model: '" + model + "' (expected: a version, not an alias)");
    }
    if (variants.isEmpty()) {
      throw new IllegalArgumentException("variants: none (expected: at least one)");
    }
    Set<String> names = new HashSet<>();
    for (BundleVariant variant : variants) {
      if (!names.add(variant.name())) {
        throw new IllegalArgumentException(
            "variant: '" + variant.name() + "' twice (expected: names that differ)");
      }
    }
  }

  /**
   * Reads a manifest.
   *
   * @param text the file's bytes
   * @param where where they were found, for messages
   * @return the manifest
   * @throws ModelBrokenException if the bytes are no whole manifest
   * @throws dev.hearth.ConfigurationException if the format is newer than this version reads
   */
  public static BundleManifest parse(byte[] text, String where) {
    return ManifestReader.read(text, where);
  }

  /**
   * Returns the manifest's text.
   *
   * @return the file's bytes, the same for equal manifests
   */
  public byte[] text() {
    return ManifestWriter.write(this);
  }

  /**
   * Finds a variant by name.
   *
   * @param name the name
   * @return the variant, or empty
   */
  public Optional<BundleVariant> variant(String name) {
    return variants.stream().filter(variant -> variant.name().equals(name)).findFirst();
  }
}
