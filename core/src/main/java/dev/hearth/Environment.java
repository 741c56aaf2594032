package dev.hearth;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A function's settings: environment variables, read with their types. Immutable.
 *
 * <p>A variable that is absent or blank gives the fallback; one that does not hold what is asked
 * for throws a {@link ConfigurationException} that names it.
 *
 * @param variables the variables by name
 */
public record Environment(Map<String, String> variables) {

  private static final Environment EMPTY = new Environment(Map.of());

  /**
   * Makes an environment.
   *
   * @param variables the variables by name
   */
  public Environment {
    variables = Map.copyOf(variables);
  }

  /**
   * Returns the variables of this process.
   *
   * @return the environment
   */
  public static Environment system() {
    return new Environment(System.getenv());
  }

  /**
   * Returns the environment without variables.
   *
   * @return the environment
   */
  public static Environment empty() {
    return EMPTY;
  }

  /**
   * Returns a text.
   *
   * @param name the variable
   * @return its value without the spaces around it, or empty if it is absent or blank
   */
  public Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /**
   * Returns a text.
   *
   * @param name the variable
   * @param fallback what stands for an absent one
   * @return its value
   */
  public String text(String name, String fallback) {
    return text(name).orElse(fallback);
  }

  /**
   * Returns a text that has to be there.
   *
   * @param name the variable
   * @param expected what it should hold, for the message
   * @return its value
   */
  public String required(String name, String expected) {
    return text(name).orElseThrow(() -> refused(name, "not set", expected));
  }

  /**
   * Returns a whole number.
   *
   * @param name the variable
   * @param fallback what stands for an absent one
   * @param min the least it may be
   * @param max the greatest it may be
   * @return its value
   */
  public long integer(String name, long fallback, long min, long max) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    String expected = "a whole number from " + min + " to " + max;
    try {
      long value = Long.parseLong(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw refused(name, quoted(text.get()), expected);
    }
    throw refused(name, quoted(text.get()), expected);
  }

  /**
   * Returns a number.
   *
   * @param name the variable
   * @param fallback what stands for an absent one
   * @return its value, finite
   */
  public double number(String name, double fallback) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      double value = Double.parseDouble(text.get());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw refused(name, quoted(text.get()), "a number");
    }
    throw refused(name, quoted(text.get()), "a finite number");
  }

  /**
   * Returns a truth value.
   *
   * @param name the variable
   * @param fallback what stands for an absent one
   * @return its value
   */
  public boolean flag(String name, boolean fallback) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return fallback;
    }
    return switch (text.get().toLowerCase(Locale.ROOT)) {
      case "true", "on", "yes", "1" -> true;
      case "false", "off", "no", "0" -> false;
      default -> throw refused(name, quoted(text.get()), "true or false");
    };
  }

  /**
   * Returns a duration.
   *
   * @param name the variable; holds a number of seconds, possibly with a fraction
   * @param fallback what stands for an absent one
   * @return its value, more than 0
   */
  public Duration seconds(String name, Duration fallback) {
    if (text(name).isEmpty()) {
      return fallback;
    }
    double seconds = number(name, 0);
    if (seconds <= 0 || seconds > Integer.MAX_VALUE) {
      throw refused(name, quoted(text(name, "")), "a number of seconds, more than 0");
    }
    return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
  }

  /**
   * Returns a URI.
   *
   * @param name the variable
   * @return its value, or empty if it is absent or blank
   */
  public Optional<URI> uri(String name) {
    try {
      return text(name).map(URI::create);
    } catch (IllegalArgumentException e) {
      throw refused(name, quoted(text(name, "")), "a URI");
    }
  }

  /**
   * Returns an amount of memory.
   *
   * @param name the variable; holds a number of mebibytes
   * @param fallback what stands for an absent one
   * @return its value, more than 0
   */
  public Bytes mebibytes(String name, Bytes fallback) {
    return text(name).isEmpty()
        ? fallback
        : Bytes.mebibytes(integer(name, 0, 1, Integer.MAX_VALUE));
  }

  /**
   * Returns which version of a model the settings name: {@code HEARTH_MODEL_MINILM=minilm@3} for
   * the model that code calls {@code minilm}. Other characters than letters and digits are
   * underscores in the variable's name.
   *
   * @param model the model's name in code
   * @return the reference; the model's newest version if the settings name none
   */
  public ModelRef model(String model) {
    String name = "HEARTH_MODEL_" + model.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    Optional<String> text = text(name);
    try {
      return ModelRef.parse(text.orElse(model));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          (text.isPresent() ? name + ": " : "") + e.getMessage() + "; correct it", e);
    }
  }

  /** Returns how many variables there are: their values may be secret. */
  @Override
  public String toString() {
    return "an environment of " + variables.size() + " variables";
  }

  private static String quoted(String text) {
    return "'" + text + "'";
  }

  private static ConfigurationException refused(String name, String found, String expected) {
    return new ConfigurationException(
        name + ": " + found + " (expected: " + expected + "); set it in the environment");
  }
}
