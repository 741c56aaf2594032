package dev.hearth.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.ModelRef;
import dev.hearth.spi.ModelStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.List;

/** Another process, which publishes a bundle when it is told to, with a dot for each step. */
final class PublishingProcess implements AutoCloseable {

  private static final char STEP = '.';
  private static final char DONE = 'd';

  private final Process process;
  private final BufferedReader out;

  private PublishingProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(UTF_8);
  }

  static PublishingProcess start(
      Class<? extends KilledPublicationContract> test, String place, ModelRef ref, Path bundle)
      throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            PublishingProcess.class.getName(),
            test.getName(),
            place,
            ref.toString(),
            bundle.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    return new PublishingProcess(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** The other process: takes the test's class, the place, the version and the bundle. */
  public static void main(String[] args) throws Exception {
    Constructor<?> test = Class.forName(args[0]).getDeclaredConstructor();
    test.setAccessible(true);
    KilledPublicationContract contract = (KilledPublicationContract) test.newInstance();
    try (ModelStore store = contract.open(args[1])) {
      say('r');
      System.in.read();
      store.publish(ModelRef.parse(args[2]), Path.of(args[3]), (stored, total) -> say(STEP));
      say(DONE);
    }
  }

  /** Tells the process to begin, once it is ready. */
  void go() throws IOException {
    if (out.read() != 'r') {
      throw new IOException("the process is not ready");
    }
    OutputStream in = process.getOutputStream();
    in.write('\n');
    in.flush();
  }

  /** Waits until the publication has told so often how far it is, or is over. */
  void awaitSteps(int count) throws IOException {
    for (int seen = 0; seen < count; seen++) {
      int sign = out.read();
      if (sign == DONE) {
        return;
      } else if (sign != STEP) {
        throw new IOException("the process ended before its publication did");
      }
    }
  }

  /** Kills the process, on Linux by SIGKILL, and waits until it is gone. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private static void say(char sign) {
    System.out.print(sign);
    System.out.flush();
  }
}
