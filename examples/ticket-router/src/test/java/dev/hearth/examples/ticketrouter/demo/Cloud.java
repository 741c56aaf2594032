package dev.hearth.examples.ticketrouter.demo;

import dev.hearth.testkit.http.ServedProcess;
import dev.hearth.testkit.http.ServedProcessBuilder;
import dev.hearth.testkit.lambda.FunctionPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whose runner the function runs under. */
public enum Cloud {
  /** The package under the runtime client that AWS publishes. */
  LAMBDA("under Lambda's runtime client") {
    @Override
    public Supplier<Platform> function(LocalCloud cloud, Path zip) throws IOException {
      FunctionPackage function = cloud.unpack(zip);
      return () -> new LambdaPlatform(server -> cloud.function(server, function));
    }
  },
  /** The package under the invoker that Google publishes. */
  GCF("under Google's invoker") {
    @Override
    public Supplier<Platform> function(LocalCloud cloud, Path zip) throws IOException {
      Path folder = zip.resolveSibling("gcf");
      String own = jars(folder) + ":" + jars(folder.resolve("libs"));
      return () ->
          new HttpPlatform(
              settings(ServedProcess.invoker(ROUTER + "Http"), cloud)
                  .classPath(own)
                  .runnerPath(own + ":" + System.getProperty("java.class.path")),
              "/");
    }
  },
  /** The class as a custom handler, without the host. */
  AZURE("as an Azure custom handler") {
    @Override
    public Supplier<Platform> function(LocalCloud cloud, Path zip) {
      return () ->
          new HttpPlatform(
              settings(ServedProcess.customHandler(ROUTER + "CustomHandler"), cloud),
              "/api/ticket-router");
    }
  };

  private static final String ROUTER = "dev.hearth.examples.ticketrouter.TicketRouter";

  private final String words;

  Cloud(String words) {
    this.words = words;
  }

  /** Returns the cloud of a name, if there is one. */
  public static Optional<Cloud> named(String name) {
    return Stream.of(values())
        .filter(cloud -> cloud.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  /** Describes the function: each call starts a process, which the caller closes. */
  public abstract Supplier<Platform> function(LocalCloud cloud, Path zip) throws IOException;

  /** Returns how the function runs, in words. */
  public String words() {
    return words;
  }

  private static ServedProcessBuilder settings(ServedProcessBuilder process, LocalCloud cloud) {
    cloud.environment().forEach(process::env);
    return process.jvmOptions(
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
  }

  private static String jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .map(file -> file.toAbsolutePath().toString())
          .collect(Collectors.joining(":"));
    }
  }
}
