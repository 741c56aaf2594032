package dev.hearth.spi;

/** A store's answer to the question which version an alias stands for. */
public sealed interface Alias {

  /**
   * The alias stands for a version. Immutable.
   *
   * @param version the version
   * @param etag the tag by which the store knows this answer again
   */
  record Version(String version, String etag) implements Alias {}

  /** The alias still stands for what the given tag was received with. Immutable. */
  record Unchanged() implements Alias {}
}
