package dev.hearth.tools;

import dev.hearth.InferenceException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code hearth}. Results go to the output stream, progress and complaints to the error
 * stream; the exit code is 0 when done, 1 when it failed, 2 when the arguments are wrong.
 */
@Command(
    name = "hearth",
    description = "Prepares, inspects and publishes models.",
    mixinStandardHelpOptions = true,
    version = "hearth 0.1.0",
    subcommands = {Prepare.class, Inspect.class, Publish.class},
    footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong usage."})
public final class Hearth implements Runnable {

  @Spec private CommandSpec spec;

  /** Makes the command; picocli fills it in. */
  @SuppressWarnings("NullAway.Init")
  Hearth() {}

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(run(writer(System.out), writer(System.err), args));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, Charset.defaultCharset());
  }

  /** Runs the command; returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Hearth())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, line, parsed) -> complain(failure, line))
        .execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "COMMAND: missing (expected: prepare, inspect or publish)");
  }

  /** What was wrong is said in one line; only what nobody expected shows where it came from. */
  private static int complain(Exception failure, CommandLine line) {
    PrintWriter err = line.getErr();
    if (failure instanceof InferenceException || failure instanceof IllegalArgumentException) {
      err.println(line.getCommandName() + ": " + failure.getMessage());
    } else {
      failure.printStackTrace(err);
    }
    return failure instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }
}
