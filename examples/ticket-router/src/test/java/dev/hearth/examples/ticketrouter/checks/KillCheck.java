package dev.hearth.examples.ticketrouter.checks;

import dev.hearth.examples.ticketrouter.demo.LocalCloud;
import dev.hearth.examples.ticketrouter.demo.SampleTickets;
import dev.hearth.testkit.lambda.FunctionPackage;
import dev.hearth.testkit.lambda.FunctionProcess;
import dev.hearth.testkit.lambda.RuntimeApiServer;
import dev.hearth.testkit.store.FaultyLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Kills the function at fifty random moments of its first fill; the next process answers right
 * every time, and the folder stays under its quota.
 */
final class KillCheck implements Checks.Check {

  private static final int KILLS = 50;
  private static final long QUOTA_BYTES = 400L << 20;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** So slow that the fill takes about a second, and a random moment falls anywhere in it. */
  private static final long BYTES_PER_SECOND = 24_000_000;

  private static final int LATEST_MILLIS = 1_400;

  @Override
  public List<String> run(Checks.Setting setting) throws Exception {
    long seed = setting.ticker().nanos();
    Random random = new Random(seed);
    int during = 0;
    long most = 0;
    try (LocalCloud cloud = LocalCloud.start();
        FaultyLink link = FaultyLink.to(cloud.s3().endpoint())) {
      cloud.publish(setting.model());
      FunctionPackage function = cloud.unpack(setting.zip());
      for (int kill = 1; kill <= KILLS; kill++) {
        Path cache = cloud.folder("cache-" + kill);
        link.slow(Duration.ZERO, BYTES_PER_SECOND);
        int millis = random.nextInt(LATEST_MILLIS);
        killDuringFill(cloud, function, link, cache, millis);
        boolean partial = !Files.exists(cache.resolve("minilm/1/model.onnx"));
        during += partial ? 1 : 0;
        most = Math.max(most, used(cache));
        link.pass();
        startAgain(setting, cloud, function, link, cache);
        most = Math.max(most, used(cache));
        setting.say(
            "%d/%d killed %d ms into the fill, %s",
            kill, KILLS, millis, partial ? "model not there yet" : "model whole");
      }
    }
    if (most > QUOTA_BYTES) {
      throw new Checks.Failed("folder grew to " + most + " bytes, quota " + QUOTA_BYTES);
    }
    return List.of(
        String.format(
            "%d kills (%d before the model was whole), %d right restarts, folder at most %,d bytes"
                + " of %,d, seed %d",
            KILLS, during, KILLS, most, QUOTA_BYTES, seed));
  }

  private static void killDuringFill(
      LocalCloud cloud, FunctionPackage function, FaultyLink link, Path cache, int millis)
      throws Exception {
    try (RuntimeApiServer server = RuntimeApiServer.start();
        FunctionProcess process =
            cloud
                .function(server, function, link.endpoint())
                .env("HEARTH_DISK", cache.toString())
                .start()) {
      awaitPart(process, cache);
      try {
        process.exit().get(millis, TimeUnit.MILLISECONDS);
        throw new Checks.Failed("the process ended by itself: " + process.stderr());
      } catch (TimeoutException e) {
        process.kill();
      }
    }
  }

  private static void awaitPart(FunctionProcess process, Path cache) throws Exception {
    while (files(cache).stream().noneMatch(file -> file.toString().endsWith(".part"))) {
      try {
        process.exit().get(1, TimeUnit.MILLISECONDS);
        throw new Checks.Failed("the process ended by itself: " + process.stderr());
      } catch (TimeoutException e) {
        // Still starting: look again.
      }
    }
  }

  private static void startAgain(
      Checks.Setting setting,
      LocalCloud cloud,
      FunctionPackage function,
      FaultyLink link,
      Path cache)
      throws Exception {
    try (RuntimeApiServer server = RuntimeApiServer.start();
        FunctionProcess process =
            cloud
                .function(server, function, link.endpoint())
                .env("HEARTH_DISK", cache.toString())
                .start()) {
      SampleTickets.Sample sample = SampleTickets.ALL.get(0);
      String department = Calls.route(server, sample.text(), LIMIT);
      if (!department.equals(sample.department()) || !process.isAlive()) {
        throw new Checks.Failed("after a kill the function answered " + department);
      }
    }
    if (Files.mismatch(setting.model(), cache.resolve("minilm/1/model.onnx")) >= 0) {
      throw new Checks.Failed("after a kill the model on disk is not the published one");
    }
  }

  private static long used(Path cache) throws IOException {
    long bytes = 0;
    for (Path file : files(cache)) {
      bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
    }
    return bytes;
  }

  private static List<Path> files(Path cache) throws IOException {
    if (!Files.isDirectory(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(cache)) {
      return files.toList();
    } catch (UncheckedIOException e) {
      return files(cache); // A part was renamed meanwhile: look again.
    }
  }
}
