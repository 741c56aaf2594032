package dev.hearth.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of a process's memory. */
final class Smaps {

  private static final double KIBI = 1024;

  private Smaps() {}

  /** Returns a process's proportional set: pages shared by n processes count as one nth. */
  static double pssMebibytes(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      if (line.startsWith("Pss:")) {
        return kibibytes(line) / KIBI;
      }
    }
    throw new IOException("/proc/" + pid + "/smaps_rollup has no line 'Pss:'");
  }

  /** Returns what of it maps files whose path ends so. */
  static double pssMebibytes(long pid, String fileEnding) throws IOException {
    double sum = 0;
    boolean counts = false;
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps"))) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        counts = line.endsWith(fileEnding);
      } else if (counts && line.startsWith("Pss:")) {
        sum += kibibytes(line);
      }
    }
    return sum / KIBI;
  }

  private static double kibibytes(String line) {
    return Double.parseDouble(line.replaceAll("[^0-9]", ""));
  }
}
