package dev.hearth.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Azure's storage emulator with its queues only, as it is published for Node.js. Installed into
 * {@code target/azurite} where it is not there yet.
 */
final class Azurite implements AutoCloseable {

  private static final String VERSION = "3.37.0";
  private static final Path FOLDER =
      Path.of(System.getProperty("hearth.azurite", "target/azurite")).toAbsolutePath();
  private static final String ACCOUNT = "devstoreaccount1";

  /** The emulator's well-known key, which is no secret. */
  private static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  private final Process process;
  private final int port;

  private Azurite(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static Azurite start() throws IOException, InterruptedException {
    Path program = FOLDER.resolve("node_modules/.bin/azurite-queue");
    if (!Files.exists(program)) {
      Files.createDirectories(FOLDER);
      run("npm", "i", "azurite@" + VERSION, "--ignore-scripts", "--no-audit", "--no-fund");
    }
    int port = freePort();
    Process process =
        started(
            "node",
            program.toString(),
            "--silent",
            "--inMemoryPersistence",
            "--skipApiVersionCheck",
            "--queueHost",
            "127.0.0.1",
            "--queuePort",
            String.valueOf(port));
    awaitListening(process);
    return new Azurite(process, port);
  }

  String connection() {
    return "DefaultEndpointsProtocol=http;AccountName="
        + ACCOUNT
        + ";AccountKey="
        + KEY
        + ";QueueEndpoint=http://127.0.0.1:"
        + port
        + "/"
        + ACCOUNT
        + ";";
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static void awaitListening(Process process) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains("successfully listen")) {
        return;
      }
      said.append(line).append('\n');
    }
    throw new IllegalStateException("azurite: ended (expected: to listen); it said: " + said);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = started(command);
    byte[] said = process.getInputStream().readAllBytes();
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException(
          String.join(" ", command)
              + ": failed (expected: azurite in "
              + FOLDER
              + "); it said: "
              + new String(said, UTF_8));
    }
  }

  private static Process started(String... command) throws IOException {
    try {
      return new ProcessBuilder(List.of(command))
          .directory(FOLDER.toFile())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new IOException(
          command[0]
              + ": cannot be started (expected: Node.js 20 or newer with npm on the path, which run"
              + " Azure's storage emulator); install it",
          e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
