package dev.hearth.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says where a measurement was taken, without naming the host. */
final class Surroundings {

  private Surroundings() {}

  static String machine() {
    return Runtime.getRuntime().availableProcessors()
        + " x "
        + field(Path.of("/proc/cpuinfo"), "model name", System.getProperty("os.arch"))
        + ", "
        + System.getProperty("os.name");
  }

  static String jdk() {
    return Runtime.version() + " " + System.getProperty("java.vm.vendor");
  }

  static String commit() {
    String commit = git("rev-parse", "--short=12", "HEAD");
    if (commit.isEmpty()) {
      return "unknown";
    }
    return git("status", "--porcelain").isEmpty() ? commit : commit + "-dirty";
  }

  private static String field(Path file, String name, String otherwise) {
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith(name)) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      return otherwise;
    }
    return otherwise;
  }

  /** Returns what git prints, or nothing where there is no git or no commit. */
  private static String git(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? text.strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
