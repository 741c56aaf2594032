package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Caller;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that ends while it loads models ends like any other. */
@Timeout(120)
class EnvironmentPinTest {

  @TempDir private Path folder;

  @Test
  void hold_thisVersion_succeeds() {
    Environment.get();
    assertThat(EnvironmentPin.hold()).isTrue();
  }

  @Test
  void exit_modelsAreBeingLoaded_endsWithoutACrash() throws Exception {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ErrorFile=" + folder.resolve("crash.txt"),
                "-cp",
                System.getProperty("java.class.path"),
                EndsWhileLoading.class.getName())
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    try {
      assertThat(process.waitFor(3 * Caller.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readAllLines(output)).containsExactly("ends", "loaded: true");
    assertThat(process.exitValue()).isZero();
  }
}
