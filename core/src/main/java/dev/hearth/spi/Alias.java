package dev.hearth.spi;

import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;

/**
 * A store's answer to the question which version an alias stands for.
 *
 * <p>In a store an alias is a line of text, the version; see {@link #text} and {@link #parse}.
 */
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

  /**
   * Returns the text of an alias.
   *
   * @param alias the alias
   * @param version the version it is to stand for
   * @return one line, ended by a line feed
   * @throws IllegalArgumentException if that is no version, or the alias itself
   */
  static String text(ModelRef alias, String version) {
    return target(alias, version).version() + "\n";
  }

  /**
   * Reads the text of an alias.
   *
   * @param alias the alias
   * @param text the text found in the store
   * @param where where the text was found, for the message
   * @return the version the alias stands for
   * @throws ModelBrokenException if the text is no version, or the alias itself
   */
  static String parse(ModelRef alias, String text, String where) {
    try {
      return target(alias, text.strip()).version();
    } catch (IllegalArgumentException e) {
      throw new ModelBrokenException(
          "alias " + where + ": " + e.getMessage() + "; point '" + alias + "' at a version again",
          e);
    }
  }

  private static ModelRef target(ModelRef alias, String version) {
    ModelRef target = alias.withVersion(version);
    if (target.isAlias()) {
      throw new IllegalArgumentException(
          "model version of '" + alias.name() + "': '" + version + "' (expected: not an alias)");
    }
    return target;
  }
}
