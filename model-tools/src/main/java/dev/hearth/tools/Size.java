package dev.hearth.tools;

import java.util.Locale;

/** Lengths as people read them. */
final class Size {

  private static final double MEGA = 1e6;
  private static final double KILO = 1e3;

  private Size() {}

  static String of(long bytes) {
    if (bytes >= MEGA) {
      return String.format(Locale.ROOT, "%,.1f MB", bytes / MEGA);
    }
    return bytes >= KILO ? String.format(Locale.ROOT, "%.1f kB", bytes / KILO) : bytes + " bytes";
  }
}
