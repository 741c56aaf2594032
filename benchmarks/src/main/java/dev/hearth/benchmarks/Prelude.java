package dev.hearth.benchmarks;

import java.util.function.IntSupplier;
import java.util.regex.Pattern;

/** What a process did before the work that is measured in it. */
public final class Prelude {

  /** The process did nothing before. */
  public static final String FRESH = "fresh";

  /**
   * The process has used a lambda and a regular expression, as any function has by the time its
   * first event arrives: their first use costs tens of milliseconds, whoever makes it.
   */
  public static final String USED = "used";

  private Prelude() {}

  /**
   * Does what comes before.
   *
   * @param before {@link #FRESH} or {@link #USED}
   */
  public static void run(String before) {
    if (before.equals(USED)) {
      use(before.length());
    }
  }

  private static void use(int number) {
    IntSupplier supplier = () -> number;
    String text = "n" + supplier.getAsInt() + "x";
    if (!Pattern.compile("[a-z]\\d+(?:x|y)").matcher(text).matches()) {
      throw new IllegalStateException(text);
    }
  }
}
