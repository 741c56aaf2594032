package dev.hearth.telemetry;

import java.io.PrintStream;

/**
 * Takes a report of each call. Implementations are safe for use by many threads and do not block.
 */
@FunctionalInterface
public interface Telemetry {

  /**
   * Takes the report of a call that has ended. What it throws is logged and does not reach the
   * call.
   *
   * @param report what happened
   */
  void report(CallReport report);

  /**
   * Returns the telemetry that drops every report.
   *
   * @return no telemetry
   */
  static Telemetry none() {
    return report -> {};
  }

  /**
   * Returns a telemetry that prints each report as one line of JSON, which every platform keeps in
   * its log.
   *
   * @param out where to print, usually {@code System.out}
   * @return the telemetry
   */
  static Telemetry lines(PrintStream out) {
    return report -> out.println(report.toJson());
  }
}
