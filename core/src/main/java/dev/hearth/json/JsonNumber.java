package dev.hearth.json;

import java.util.Optional;

/**
 * A number as it was written, turned into a machine number only when asked for.
 *
 * @param literal the digits
 */
record JsonNumber(String literal) {

  /** As many characters as the longest {@code long} has. */
  private static final int LONG_CHARACTERS = 20;

  double toDouble() {
    return Double.parseDouble(literal);
  }

  Optional<Long> toLong() {
    if (literal.length() > LONG_CHARACTERS) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(literal));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return literal;
  }
}
