package dev.hearth;

/** What is thrown on as it came. */
final class Failures {

  private Failures() {}

  /** Throws what was caught, whatever it is; nothing that is checked gets here. */
  static RuntimeException sneak(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }
}
