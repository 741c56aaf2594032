package dev.hearth.examples.ticketrouter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.functions.HttpFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Google's deploy file and the folder it deploys say the same. */
class GcloudFileIT {

  private final Map<?, ?> flags = flags();
  private final Path source = Path.of((String) value("--source"));

  @Test
  void source_holdsOneJarWithTheEntryPoint() throws Exception {
    String entry = (String) value("--entry-point");
    assertThat(HttpFunction.class).isAssignableFrom(Class.forName(entry));
    assertThat(Class.forName(entry).getConstructors()).hasSize(1);
    List<Path> jars = jars(source);
    assertThat(jars).hasSize(1);
    try (JarFile jar = new JarFile(jars.get(0).toFile())) {
      assertThat(jar.getEntry(entry.replace('.', '/') + ".class")).isNotNull();
      assertThat(jar.getEntry("dev/hearth/examples/ticketrouter/vocab.txt")).isNotNull();
    }
  }

  @Test
  void manifest_namesEveryJarThatLiesInLibs() throws IOException {
    try (JarFile jar = new JarFile(jars(source).get(0).toFile())) {
      String path = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      assertThat(List.of(path.split(" ")))
          .containsAll(
              jars(source.resolve("libs")).stream()
                  .map(lib -> "libs/" + lib.getFileName())
                  .toList());
    }
  }

  @Test
  void source_hasOneCloudsAdapterOnePlatformsNativesAndNoModel() throws IOException {
    assertThat(jars(source.resolve("libs")))
        .extracting(lib -> lib.getFileName().toString())
        .anyMatch(lib -> lib.startsWith("hearth-gcf"))
        .anyMatch(lib -> lib.startsWith("hearth-cache-s3"))
        .noneMatch(lib -> lib.startsWith("hearth-lambda") || lib.startsWith("hearth-azure"))
        .noneMatch(lib -> lib.startsWith("hearth-processor") || lib.contains("aws-lambda"));
    try (Stream<Path> natives = Files.list(source.resolve("natives"))) {
      assertThat(natives)
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder("libonnxruntime.so", "libonnxruntime4j_jni.so");
    }
  }

  @Test
  void flags_fitTheFunction() {
    assertThat(flags.get("--runtime")).isIn("java17", "java21");
    assertThat(flags.get("--memory")).isEqualTo("2Gi");
    Map<?, ?> variables = (Map<?, ?>) value("--set-env-vars");
    assertThat(flags.get("--timeout")).isEqualTo(variables.get("HEARTH_TIMEOUT") + "s");
    assertThat(variables.get("HEARTH_MODELS")).asString().startsWith("s3://");
    assertThat(variables.get("HEARTH_DISK")).asString().startsWith("/tmp/");
    assertThat(flags.containsKey("--no-allow-unauthenticated")).isTrue();
    assertThat((Map<?, ?>) flags.get("--set-secrets")).hasSize(2);
  }

  private Object value(String flag) {
    return Objects.requireNonNull(flags.get(flag), flag);
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static Map<?, ?> flags() {
    try {
      String yaml = Files.readString(Path.of("gcloud.yaml"));
      return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
