package dev.hearth.testkit.lambda;

import java.util.List;

/**
 * The end of a function's process. Immutable.
 *
 * @param pid the process
 * @param code the exit code; 128 plus the signal's number when a signal ended it
 * @param atNanos when the end was noticed, on the server's ticker
 * @param lastErrorLines the last lines of standard error, oldest first
 * @param lastOutputLines the last lines of standard output, oldest first; the Java runtime client
 *     logs here
 */
public record Exit(
    long pid, int code, long atNanos, List<String> lastErrorLines, List<String> lastOutputLines) {
  private static final int SIGNAL_BASE = 128;

  /** Copies the lines. */
  public Exit {
    lastErrorLines = List.copyOf(lastErrorLines);
    lastOutputLines = List.copyOf(lastOutputLines);
  }

  /** Says what happened in one line, then the last lines that were written. */
  String describe() {
    String signal = code > SIGNAL_BASE ? " (signal " + (code - SIGNAL_BASE) + ")" : "";
    return "function process " + pid + " exited with code " + code + signal;
  }

  String lastLines() {
    return lastErrorLines.isEmpty()
        ? tail("stdout (stderr is empty)", lastOutputLines)
        : tail("stderr", lastErrorLines);
  }

  private static String tail(String stream, List<String> lines) {
    return lines.isEmpty()
        ? "it wrote nothing"
        : "last lines of " + stream + ":\n  " + String.join("\n  ", lines);
  }
}
