package dev.hearth.testkit.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d{1,4})");

  /** From this release on, the JVM warns of native code that was not announced. */
  private static final int ASKS_SINCE = 22;

  private static final Map<Path, Path> UNPACKED = new ConcurrentHashMap<>();

  private RuntimeNatives() {}

  /** Returns the JVM options that name the library, if the client has one, and let it be loaded. */
  static List<String> options(List<Path> classPath, Path javaHome) {
    List<String> options = new ArrayList<>();
    library(classPath).ifPresent(library -> options.add("-D" + PROPERTY + "=" + library));
    if (feature(javaHome) >= ASKS_SINCE) {
      options.add("--enable-native-access=ALL-UNNAMED");
    }
    return options;
  }

  private static Optional<Path> library(List<Path> classPath) {
    return classPath.stream()
        .filter(path -> String.valueOf(path.getFileName()).startsWith(CLIENT))
        .filter(Files::isRegularFile)
        .findFirst()
        .flatMap(RuntimeNatives::unpacked);
  }

  /** Returns the feature release of a Java installation; 0 if it does not tell. */
  private static int feature(Path javaHome) {
    try {
      for (String line : Files.readAllLines(javaHome.resolve("release"))) {
        Matcher version = VERSION.matcher(line);
        if (version.lookingAt()) {
          return Integer.parseInt(version.group(1));
        }
      }
    } catch (IOException e) {
      return 0; // An installation without the file is older than the option.
    }
    return 0;
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
