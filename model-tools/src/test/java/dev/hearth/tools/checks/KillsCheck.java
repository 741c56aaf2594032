package dev.hearth.tools.checks;

import dev.hearth.Ticker;
import dev.hearth.bundle.Bundle;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Processes killed while they prepare a bundle: the bundle is not there, or whole, and can be
 * prepared afterwards.
 */
final class KillsCheck implements Checks.Check {

  private static final int SMALL_KILLS = 100;
  private static final int MINILM_KILLS = 10;
  private static final int EXTENT = 512;

  /** How much longer than a preparation takes the moments of the kills reach. */
  private static final double BEYOND = 1.1;

  @Override
  public List<String> run(Checks.Setting setting) throws Exception {
    Path small = GeneratedModel.times(setting.work().resolve("small.onnx"), 3, EXTENT);
    Path minilm = RealModel.MINILM_INT8.in(setting.models());
    return List.of(kill(setting, small, SMALL_KILLS), kill(setting, minilm, MINILM_KILLS));
  }

  private static String kill(Checks.Setting setting, Path model, int kills) throws Exception {
    Path folder = Files.createDirectory(setting.work().resolve("of-" + model.getFileName()));
    long whole = nanosOf(start(model, folder.resolve("whole"), folder));
    long seed = (long) setting.work().hashCode() + kills;
    Random random = new Random(seed);
    int absent = 0;
    for (int kill = 1; kill <= kills; kill++) {
      Path target = folder.resolve("bundle-" + kill);
      long moment = (long) (random.nextDouble() * whole * BEYOND);
      Process process = start(model, target, folder);
      process.waitFor(moment, TimeUnit.NANOSECONDS);
      process.destroyForcibly().waitFor();
      if (Files.exists(target)) {
        Bundle.in(target).verify();
      } else {
        absent++;
        Work.prepare(model, target).verify();
      }
      Work.delete(target);
      setting.say("kills: %d/%d, %d ms into it", kill, kills, moment / 1_000_000);
    }
    return String.format(
        "%d kills of preparations of %s within %d ms: %d times no bundle, which was prepared"
            + " afterwards, %d times a whole one, 0 partial; %d folders of the dead left beside;"
            + " seed %d",
        kills,
        model.getFileName(),
        (long) (whole * BEYOND) / 1_000_000,
        absent,
        kills - absent,
        left(folder),
        seed);
  }

  /** Starts a process; returns when it begins to prepare. */
  private static Process start(Path model, Path target, Path folder) throws Exception {
    List<String> command = Work.java(List.of(), List.of("-Xmx512m"), PreparingProcess.class);
    command.addAll(List.of(model.toString(), target.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("errors.txt").toFile()).start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    if (!PreparingProcess.READY.equals(line)) {
      throw new Checks.Failed("the process said " + line + ", see " + folder);
    }
    return process;
  }

  private static long nanosOf(Process process) throws Exception {
    long start = Ticker.system().nanos();
    if (process.waitFor() != 0) {
      throw new Checks.Failed("a preparation that was not killed failed: " + process.exitValue());
    }
    return Ticker.system().nanos() - start;
  }

  private static long left(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(".preparing-"))
          .count();
    }
  }
}
