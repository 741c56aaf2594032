package dev.hearth.examples.ticketrouter.checks;

import dev.hearth.examples.ticketrouter.demo.LocalCloud;
import dev.hearth.examples.ticketrouter.demo.SampleTickets;
import dev.hearth.testkit.lambda.FunctionProcess;
import dev.hearth.testkit.lambda.RuntimeApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows the function's system calls over a cold start and a hundred calls: it connects to the
 * Runtime API and the store and to nothing else, and writes in the cache and temporary folders and
 * nowhere else. Needs strace.
 */
final class TraceCheck implements Checks.Check {

  private static final int CALLS = 100;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** The C library asks this machine's name service for the user's name; no network. */
  private static final String NAME_SERVICE = "/var/run/nscd/socket";

  private static final Pattern CONNECT =
      Pattern.compile("connect\\(\\d+, \\{sa_family=(\\w+)(.*?)\\}");
  private static final Pattern PORT = Pattern.compile("htons\\((\\d+)\\)");
  private static final Pattern UNIX = Pattern.compile("sun_path=\"([^\"]*)\"");
  private static final Pattern OPEN =
      Pattern.compile(
          "(?:openat\\(AT_FDCWD, |open\\(|creat\\()\"([^\"]+)\"(, [A-Z_|0-9]*)?.*= \\d+");
  private static final Pattern MAKE =
      Pattern.compile("(?:mkdir|mkdirat|rename|renameat2?|link|symlink)\\(.*?\"([^\"]+)\".*= 0");

  @Override
  public List<String> run(Checks.Setting setting) throws Exception {
    try (LocalCloud cloud = LocalCloud.start();
        RuntimeApiServer server = RuntimeApiServer.start()) {
      cloud.publish(setting.model());
      Path trace = cloud.folder("trace");
      try (FunctionProcess process =
          cloud
              .function(server, cloud.unpack(setting.zip()))
              .commandPrefix(
                  "strace",
                  "-f",
                  "-qq",
                  "-s",
                  "300",
                  "-o",
                  trace.toString(),
                  "-e",
                  "trace=connect,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,"
                      + "symlink")
              .start()) {
        for (int i = 0; i < CALLS; i++) {
          SampleTickets.Sample sample = SampleTickets.ALL.get(i % SampleTickets.ALL.size());
          Calls.route(server, sample.text(), LIMIT);
        }
        setting.say("%d calls answered, reading the trace", CALLS);
        process.kill();
      }
      return verdict(Files.readAllLines(trace), cloud, server);
    }
  }

  private static List<String> verdict(List<String> trace, LocalCloud cloud, RuntimeApiServer server)
      throws Checks.Failed {
    String api = "127.0.0.1:" + server.address().replaceAll(".*:", "");
    String store = "127.0.0.1:" + cloud.s3().endpoint().getPort();
    Set<String> peers = new TreeSet<>();
    Set<String> written = new TreeSet<>();
    for (String line : trace) {
      addPeer(line, peers);
      addWritten(line, written);
    }
    Set<String> strangers = new TreeSet<>(peers);
    strangers.removeAll(Set.of(api, store, NAME_SERVICE));
    Set<String> outside = new TreeSet<>(written);
    outside.removeIf(TraceCheck::mayBeWritten);
    String found =
        String.format(
            "%d system calls over a cold start and %d calls; connected to %s (Runtime API %s, store"
                + " %s); wrote %d files, outside the cache and temporary folders: %s",
            trace.size(), CALLS, peers, api, store, written.size(), outside);
    boolean bothSeen = peers.containsAll(Set.of(api, store));
    if (!strangers.isEmpty() || !outside.isEmpty() || !bothSeen) {
      throw new Checks.Failed(found);
    }
    return List.of(found);
  }

  private static void addPeer(String line, Set<String> peers) {
    Matcher connect = CONNECT.matcher(line);
    if (!connect.find()) {
      return;
    }
    String details = connect.group(2);
    Matcher port = PORT.matcher(details);
    Matcher unix = UNIX.matcher(details);
    if (port.find()) {
      peers.add((details.contains("127.0.0.1") ? "127.0.0.1" : details) + ":" + port.group(1));
    } else {
      peers.add(unix.find() ? unix.group(1) : connect.group(1) + details);
    }
  }

  private static void addWritten(String line, Set<String> written) {
    Matcher open = OPEN.matcher(line);
    if (open.find() && (line.contains("creat(") || isForWriting(open.group(2)))) {
      written.add(open.group(1));
    }
    Matcher make = MAKE.matcher(line);
    if (make.find()) {
      written.add(make.group(1));
    }
  }

  private static boolean isForWriting(String flags) {
    return flags != null && (flags.contains("O_WRONLY") || flags.contains("O_RDWR"));
  }

  /**
   * Temporary folders, the cache among them, and what is no file: devices, the JVM's own settings
   * under /proc. A bare process id is the JVM's statistics file, opened from within its temporary
   * folder.
   */
  private static boolean mayBeWritten(String path) {
    return path.startsWith("/tmp/")
        || path.equals("/dev/null")
        || path.equals("/dev/tty")
        || path.startsWith("/proc/self/")
        || path.matches("\\d+");
  }
}
