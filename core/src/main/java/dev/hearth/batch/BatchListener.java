package dev.hearth.batch;

/**
 * Takes a report of each batch that waited or was made of several calls; items that are run at once
 * on their caller's thread make none. Implementations are safe for use by many threads and do not
 * block.
 */
@FunctionalInterface
public interface BatchListener {

  /**
   * Takes the report of a batch that has ended. What it throws is logged and reaches nobody.
   *
   * @param report what happened
   */
  void ended(BatchReport report);

  /**
   * Returns the listener that drops every report.
   *
   * @return no listener
   */
  static BatchListener none() {
    return report -> {};
  }
}
