package dev.hearth.examples.ticketrouter.checks;

import dev.hearth.Ticker;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs one slow check of the packaged function and says what it found. */
public final class Checks {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  /** A check. */
  interface Check {

    /** Runs the check; returns what it found, one finding a line. */
    List<String> run(Setting setting) throws Exception;
  }

  /** Says that a check failed. */
  static final class Failed extends Exception {

    private static final long serialVersionUID = 1;

    Failed(String message) {
      super(message);
    }
  }

  /** What a check works with. */
  record Setting(Path model, Path zip, Ticker ticker, PrintStream progress) {

    void say(String format, Object... values) {
      progress.printf(format + "%n", values);
    }
  }

  private static final Map<String, Check> ALL =
      new TreeMap<>(
          Map.of(
              "kill",
              new KillCheck(),
              "soak",
              new SoakCheck(8, Duration.ofSeconds(30)),
              "crowd",
              new CrowdCheck(),
              "gain",
              new GainCheck(),
              "trace",
              new TraceCheck(),
              "disk",
              new FullDiskCheck()));

  private Checks() {}

  /**
   * Runs a check.
   *
   * @param args the check's name, the model file, the package
   */
  public static void main(String[] args) {
    Check check = args.length == 3 ? ALL.get(args[0]) : null;
    if (check == null) {
      System.err.println("usage: " + ALL.keySet() + " MODEL PACKAGE");
      System.exit(WRONG_USAGE);
      return;
    }
    Setting setting = new Setting(Path.of(args[1]), Path.of(args[2]), Ticker.system(), System.err);
    try {
      check.run(setting).forEach(line -> System.out.println(args[0] + ": " + line));
      System.exit(DONE);
    } catch (Exception e) {
      System.out.println(args[0] + ": FAILED: " + e);
      System.exit(FAILED);
    }
  }
}
