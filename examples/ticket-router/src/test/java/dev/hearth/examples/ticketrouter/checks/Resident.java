package dev.hearth.examples.ticketrouter.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a process holds. */
final class Resident {

  private Resident() {}

  /** Returns the resident memory of a process, in KiB. */
  static long kib(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("process " + pid + " has no VmRSS (expected: a process that runs)");
  }
}
