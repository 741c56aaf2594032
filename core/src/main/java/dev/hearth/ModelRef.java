package dev.hearth;

/**
 * The name and version of a model, written {@code name@version}. Immutable.
 *
 * <p>A version names bytes that never change. The one exception is the alias {@value #LATEST},
 * which stands for whichever version the store points it at.
 *
 * @param name lower-case letters, digits, {@code .}, {@code _} and {@code -}, beginning with a
 *     letter or digit, at most 100 characters
 * @param version letters, digits, {@code .}, {@code _} and {@code -}, beginning with a letter or
 *     digit, at most 100 characters
 */
public record ModelRef(String name, String version) {

  /** The alias that moves: {@value}. */
  public static final String LATEST = "latest";

  private static final int MAX_LENGTH = 100;

  public ModelRef {
    if (!isWord(name, false)) {
      throw new IllegalArgumentException(
          "model name: '"
              + name
              + "' (expected: lower-case letters, digits, '.', '_' and '-', beginning with a letter"
              + " or digit, at most "
              + MAX_LENGTH
              + " characters)");
    }
    if (!isWord(version, true)) {
      throw new IllegalArgumentException(
          "model version of '"
              + name
              + "': '"
              + version
              + "' (expected: letters, digits, '.', '_' and '-', beginning with a letter or digit, at"
              + " most "
              + MAX_LENGTH
              + " characters)");
    }
  }

  /**
   * Reads {@code name@version}; a bare name means {@code name@latest}.
   *
   * @param text the reference as written in code or configuration
   * @return the reference
   * @throws IllegalArgumentException if name or version has other characters than allowed
   */
  public static ModelRef parse(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? new ModelRef(text, LATEST)
        : new ModelRef(text.substring(0, at), text.substring(at + 1));
  }

  /**
   * Tells whether the version is the moving alias.
   *
   * @return whether the version is {@value #LATEST}
   */
  public boolean isAlias() {
    return version.equals(LATEST);
  }

  /**
   * Returns the same model in another version.
   *
   * @param version the other version
   * @return the reference to it
   */
  public ModelRef withVersion(String version) {
    return new ModelRef(name, version);
  }

  /** Returns {@code name@version}. */
  @Override
  public String toString() {
    return name + "@" + version;
  }

  private static boolean isWord(String text, boolean upperCase) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (upperCase && c >= 'A' && c <= 'Z');
      boolean digit = c >= '0' && c <= '9';
      boolean mark = c == '.' || c == '_' || c == '-';
      if (!letter && !digit && !(mark && i > 0)) {
        return false;
      }
    }
    return true;
  }
}
