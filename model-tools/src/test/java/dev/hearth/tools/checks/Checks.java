package dev.hearth.tools.checks;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs one slow check of bundles and says what it found. */
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

  /**
   * What a check works with.
   *
   * @param models the folder of the real models
   * @param work an empty folder, deleted afterwards
   * @param progress where to say how far the check is
   */
  record Setting(Path models, Path work, PrintStream progress) {

    void say(String format, Object... values) {
      progress.printf(format + "%n", values);
    }
  }

  private static final Map<String, Check> ALL =
      new TreeMap<>(
          Map.of(
              "forms", new FormsCheck(),
              "swap", new SwapCheck(),
              "churn", new ChurnCheck(),
              "flips", new FlipsCheck(),
              "kills", new KillsCheck(),
              "large", new LargeCheck(),
              "conformance", new ConformanceCheck()));

  private Checks() {}

  /**
   * Runs a check.
   *
   * @param args the check's name, the folder of the models, a folder to work in
   * @throws Exception if the folder to work in cannot be made
   */
  public static void main(String[] args) throws Exception {
    Check check = args.length == 3 ? ALL.get(args[0]) : null;
    if (check == null) {
      System.err.println("usage: " + ALL.keySet() + " MODELS FOLDER");
      System.exit(WRONG_USAGE);
      return;
    }
    Path parent = Files.createDirectories(Path.of(args[2]).toAbsolutePath());
    Path work = Files.createTempDirectory(parent, args[0]);
    System.exit(run(args[0], check, new Setting(Path.of(args[1]), work, System.err)));
  }

  private static int run(String name, Check check, Setting setting) throws Exception {
    try {
      check.run(setting).forEach(line -> System.out.println(name + ": " + line));
      return DONE;
    } catch (Failed e) {
      System.out.println(name + ": FAILED: " + e.getMessage());
      return FAILED;
    } catch (Exception e) {
      e.printStackTrace();
      System.out.println(name + ": FAILED: " + e);
      return FAILED;
    } finally {
      Work.delete(setting.work());
    }
  }
}
