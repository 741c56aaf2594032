package dev.hearth.testkit.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks the runtime client's native library, once for all processes that this one starts.
 *
 * <p>Left to itself each client writes it to the same file under {@code /tmp}, where processes that
 * start at once read each other's half of it and exit. On Lambda each has a {@code /tmp} of its
 * own.
 */
final class RuntimeNatives {

  private static final String PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";
  private static final String CLIENT = "aws-lambda-java-runtime-interface-client-";
  private static final Map<Path, Path> UNPACKED = new ConcurrentHashMap<>();

  private RuntimeNatives() {}

  /** Returns the JVM option that names the library, if the client on the class path has one. */
  static Optional<String> option(List<Path> classPath) {
    return classPath.stream()
        .filter(path -> String.valueOf(path.getFileName()).startsWith(CLIENT))
        .filter(Files::isRegularFile)
        .findFirst()
        .flatMap(RuntimeNatives::unpacked)
        .map(library -> "-D" + PROPERTY + "=" + library);
  }

  private static Optional<Path> unpacked(Path jar) {
    return Optional.ofNullable(UNPACKED.computeIfAbsent(jar, RuntimeNatives::unpack));
  }

  private static @Nullable Path unpack(Path jar) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry("jni/" + libraryName());
      if (entry == null) {
        return null;
      }
      Path folder = Files.createTempDirectory("lambda-runtime");
      Path library = folder.resolve(libraryName());
      try (InputStream bytes = zip.getInputStream(entry)) {
        Files.copy(bytes, library);
      }
      folder.toFile().deleteOnExit();
      library.toFile().deleteOnExit();
      return library;
    } catch (IOException e) {
      throw new UncheckedIOException("runtime client " + jar + " cannot be read", e);
    }
  }

  private static String libraryName() {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    String libc = Files.exists(Path.of("/etc/alpine-release")) ? "linux_musl" : "linux";
    return "libaws-lambda-jni." + libc + (arm ? "-aarch_64" : "-x86_64") + ".so";
  }
}
