package dev.hearth.examples.ticketrouter.checks;

import dev.hearth.examples.ticketrouter.demo.LocalCloud;
import dev.hearth.examples.ticketrouter.demo.SampleTickets;
import dev.hearth.testkit.lambda.FunctionProcess;
import dev.hearth.testkit.lambda.RuntimeApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk that is really full, and one that is really read-only: the function answers from memory
 * and says so. Mounts small file systems in a namespace of its own, so it needs root or user
 * namespaces.
 */
final class FullDiskCheck implements Checks.Check {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Override
  public List<String> run(Checks.Setting setting) throws Exception {
    List<String> found = new ArrayList<>();
    try (LocalCloud cloud = LocalCloud.start()) {
      cloud.publish(setting.model());
      Path disk = Files.createDirectories(cloud.folder("disk"));
      found.add("full: " + answer(setting, cloud, disk, "mount -t tmpfs -o size=8m tmpfs " + disk));
      found.add(
          "read-only: "
              + answer(setting, cloud, disk, "mount -t tmpfs -o ro,size=8m tmpfs " + disk));
    }
    return found;
  }

  private static String answer(Checks.Setting setting, LocalCloud cloud, Path disk, String mount)
      throws Exception {
    try (RuntimeApiServer server = RuntimeApiServer.start();
        FunctionProcess process =
            cloud
                .function(server, cloud.unpack(setting.zip()))
                .env("HEARTH_DISK", disk.toString())
                .commandPrefix("unshare", "-rm", "sh", "-c", mount + " && exec \"$@\"", "function")
                .start()) {
      SampleTickets.Sample sample = SampleTickets.ALL.get(0);
      String department = Calls.route(server, sample.text(), LIMIT);
      if (!department.equals(sample.department())) {
        throw new Checks.Failed("answered " + department);
      }
      return process.awaitStderr(line -> line.contains("cannot take"), LIMIT);
    }
  }
}
