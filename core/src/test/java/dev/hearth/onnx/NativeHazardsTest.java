package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import dev.hearth.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Native libraries that cannot be loaded are explained; each attempt needs a process of its own.
 */
@Timeout(120)
class NativeHazardsTest {

  private static final List<String> LIBRARIES =
      List.of(System.mapLibraryName("onnxruntime"), System.mapLibraryName("onnxruntime4j_jni"));
  private static final byte[] NEEDED = "GLIBC_2.27\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] IMPOSSIBLE = "GLIBC_9.99\0".getBytes(StandardCharsets.ISO_8859_1);

  @TempDir private Path folder;

  @Test
  void prepare_glibcTooOld_tellsWhereToDeployAndLives() throws Exception {
    unpack();
    Path library = folder.resolve(LIBRARIES.get(0));
    byte[] bytes = Files.readAllBytes(library);
    assertThat(replaceAll(bytes, NEEDED, IMPOSSIBLE)).isPositive();
    Files.write(library, bytes);

    List<String> lines = run(Map.of(), "-Donnxruntime.native.path=" + folder);

    String message =
        "ONNX Runtime: its native library needs GLIBC_9.99, which this machine's C library does not"
            + " have (expected: glibc 2.27 or newer, as on Amazon Linux 2023); deploy to the runtime"
            + " java21 or newer, or to an image with a newer glibc";
    assertThat(lines).containsExactly(message, message, "natives " + folder);
  }

  @Test
  void prepare_nativesMissing_tellsWhereItLooked() throws Exception {
    Path missing = folder.resolve("missing");

    List<String> lines = run(Map.of(), "-Donnxruntime.native.path=" + missing);

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .startsWith("ONNX Runtime: its native libraries cannot be loaded: ")
        .contains("not found at " + missing.resolve(LIBRARIES.get(0)))
        .endsWith(
            "; package the natives of this platform (a process that failed to load them once cannot"
                + " try again: start a new one)");
    assertThat(lines.get(1)).isEqualTo(lines.get(0));
  }

  @Test
  void prepare_nativesAreNoLibraries_isExplained() throws Exception {
    Path library = folder.resolve(LIBRARIES.get(0));
    Files.writeString(library, "not a library\n".repeat(100));

    List<String> lines = run(Map.of(), "-Donnxruntime.native.path=" + folder);

    assertThat(lines.get(0))
        .startsWith("ONNX Runtime: its native libraries cannot be loaded: " + library)
        .contains("package the natives of this platform");
  }

  @Test
  void prepare_nativesNamedByTheEnvironment_areUsed() throws Exception {
    unpack();

    List<String> lines = run(Map.of("HEARTH_NATIVES", folder.toString()));

    assertThat(lines).hasSize(3).startsWith("loaded tiny@1 79 bytes").endsWith("natives " + folder);
  }

  private List<String> run(Map<String, String> environment, String... options) throws Exception {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().addAll(List.of(options));
    builder.command().addAll(List.of("-cp", System.getProperty("java.class.path")));
    builder.command().add(PreparesRuntime.class.getName());
    builder.environment().putAll(environment);
    Process process =
        builder
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    try {
      assertThat(process.waitFor(3 * Caller.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isZero();
    return Files.readAllLines(output);
  }

  private void unpack() throws IOException {
    String arch = System.getProperty("os.arch").equals("amd64") ? "x64" : "aarch64";
    for (String library : LIBRARIES) {
      String resource = "/ai/onnxruntime/native/linux-" + arch + "/" + library;
      try (InputStream bytes =
          Objects.requireNonNull(OrtEnvironment.class.getResourceAsStream(resource))) {
        Files.copy(bytes, folder.resolve(library));
      }
    }
  }

  private static int replaceAll(byte[] bytes, byte[] from, byte[] to) {
    int replaced = 0;
    for (int at = 0; at + from.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + from.length, from, 0, from.length)) {
        System.arraycopy(to, 0, bytes, at, to.length);
        replaced++;
      }
    }
    return replaced;
  }
}
