package dev.hearth.json;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A number as it was written, turned into a machine number only when asked for.
 *
 * @param literal the digits
 */
record JsonNumber(String literal) {

  double toDouble() {
    return Double.parseDouble(literal);
  }

  Optional<Long> toLong() {
    try {
      return Optional.of(
          isPlain() ? Long.parseLong(literal) : new BigDecimal(literal).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty(); // Has a fraction, or is beyond 64 bits, or its exponent beyond 32.
    }
  }

  private boolean isPlain() {
    return literal.indexOf('.') < 0 && literal.indexOf('e') < 0 && literal.indexOf('E') < 0;
  }

  @Override
  public String toString() {
    return literal;
  }
}
