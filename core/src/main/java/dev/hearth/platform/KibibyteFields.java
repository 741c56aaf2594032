package dev.hearth.platform;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The lines {@code Name: 123 kB} of {@code /proc/meminfo} and {@code /proc/self/status}. */
final class KibibyteFields {

  private static final long KIBI = 1024;
  private static final String UNIT = "kB";

  private final Map<String, Long> bytes = new HashMap<>();

  private KibibyteFields() {}

  static KibibyteFields of(String text) {
    KibibyteFields fields = new KibibyteFields();
    text.lines().forEach(fields::add);
    return fields;
  }

  private void add(String line) {
    int colon = line.indexOf(':');
    if (colon < 0 || !line.endsWith(UNIT)) {
      return;
    }
    OptionalLong kibibytes =
        Surroundings.number(line.substring(colon + 1, line.length() - UNIT.length()));
    if (kibibytes.isPresent()
        && kibibytes.getAsLong() >= 0
        && kibibytes.getAsLong() <= Long.MAX_VALUE / KIBI) {
      bytes.put(line.substring(0, colon), kibibytes.getAsLong() * KIBI);
    }
  }

  /** Returns a field in bytes. */
  OptionalLong get(String name) {
    Long value = bytes.get(name);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
