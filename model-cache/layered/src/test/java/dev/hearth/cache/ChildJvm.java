package dev.hearth.cache;

import dev.hearth.Bytes;
import dev.hearth.ModelRef;
import dev.hearth.testkit.FakeModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process, which runs {@link FillMain} when it is told to. */
final class ChildJvm implements AutoCloseable {

  private static final List<String> QUICK =
      List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData");

  private final Process process;
  private final BufferedReader out;
  private boolean ready;

  private ChildJvm(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static ChildJvm start(List<String> options, Path folder, Path store, Bytes quota)
      throws IOException {
    return new ChildJvm(run(commandLine(options, folder, store, quota)));
  }

  /** Starts a process that can write no file longer than a limit, as on a full disk. */
  static ChildJvm withFileSizeLimit(Bytes limit, Path folder, Path store) throws IOException {
    List<String> java = commandLine(List.of(), folder, store, Bytes.gibibytes(1));
    List<String> shell = new ArrayList<>();
    shell.addAll(
        List.of("bash", "-c", "ulimit -f " + limit.value() / 1024 + "; exec \"$@\"", "bash"));
    shell.addAll(java);
    return new ChildJvm(run(shell));
  }

  /** Publishes a model in a folder that the processes have as their store. */
  static void publish(Path store, ModelRef ref, Bytes length, long seed) throws IOException {
    Path file = Files.createTempFile("model", ".onnx");
    try {
      FakeModel.write(file, length, seed);
      FolderModelStore.at(store).publish(ref, file);
    } finally {
      Files.delete(file);
    }
  }

  /** Tells the process to begin, once it is ready. */
  ChildJvm go() throws IOException {
    awaitReady();
    OutputStream in = process.getOutputStream();
    in.write('\n');
    in.flush();
    return this;
  }

  void awaitReady() throws IOException {
    if (ready) {
      return;
    }
    String line = out.readLine();
    if (!"ready".equals(line)) {
      throw new IOException("the process said: " + line);
    }
    ready = true;
  }

  /** Waits until the process has ended and returns what it printed. */
  List<String> lines() throws Exception {
    List<String> lines = out.lines().toList();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new AssertionError("the process does not end: " + lines);
    }
    return lines;
  }

  /** Kills the process, on Linux by SIGKILL, and waits until it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Reads one character of what the process prints; -1 at the end. */
  int read() throws IOException {
    return out.read();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  private static List<String> commandLine(
      List<String> options, Path folder, Path store, Bytes quota) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(QUICK);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FillMain.class.getName());
    command.addAll(List.of(folder.toString(), store.toString(), "" + quota.value()));
    return command;
  }

  private static Process run(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
