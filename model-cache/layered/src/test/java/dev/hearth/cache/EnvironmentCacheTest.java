package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.LazyModel;
import dev.hearth.ModelRef;
import dev.hearth.testkit.FakeModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentCacheTest {

  @TempDir private Path folder;

  @Test
  void of_folder_readsModelsFromIt() throws Exception {
    FolderModelStore store = FolderModelStore.at(folder.resolve("models"));
    Path file = Files.write(folder.resolve("m.onnx"), FakeModel.bytes(100, 7));
    store.publish(ModelRef.parse("minilm@1"), file);
    Map<String, String> variables = new HashMap<>();
    variables.put("HEARTH_MODELS", folder.resolve("models").toUri().toString());
    variables.put("HEARTH_DISK", folder.resolve("disk").toString());
    try (LayeredModelCache cache = EnvironmentCache.of(new Environment(variables), Map.of())) {
      LazyModel model = cache.model("minilm@1");
      // Found, fetched and put on disk; what it holds is no model of ONNX Runtime.
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> model.acquire(Deadline.none()));
    }
    assertThat(folder.resolve("disk")).isDirectory();
  }

  @Test
  void of_schemeThatIsGiven_makesItsStore() {
    AtomicReference<String> asked = new AtomicReference<>();
    Environment environment =
        new Environment(Map.of("HEARTH_MODELS", "mem://bucket/prefix", "HEARTH_DISK", "none"));
    EnvironmentCache.of(
            environment,
            Map.of(
                "mem",
                place -> {
                  asked.set(place.toString());
                  return FolderModelStore.at(folder);
                }))
        .close();
    assertThat(asked).hasValue("mem://bucket/prefix");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "absent",
      value = {
        "absent|HEARTH_MODELS: not set (expected: a URI with one of the schemes file, for example"
            + " s3://bucket/prefix); set it in the environment",
        "s3://bucket|HEARTH_MODELS: 's3://bucket' (expected: a URI with one of the schemes file, for"
            + " example s3://bucket/prefix); correct it, or add the store's artifact to the function",
        "bucket/prefix|HEARTH_MODELS: 'bucket/prefix' (expected: a URI with one of the schemes file,"
            + " for example s3://bucket/prefix); correct it, or add the store's artifact to the"
            + " function",
      })
  void of_noPlaceOfModels_saysWhatToDo(String place, String message) {
    Map<String, String> variables = new HashMap<>();
    if (place != null) {
      variables.put("HEARTH_MODELS", place);
    }
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> EnvironmentCache.of(new Environment(variables), Map.of()))
        .withMessage(message);
  }

  @Test
  void of_notAUri_saysSo() {
    Environment environment = new Environment(Map.of("HEARTH_MODELS", "file:///a b"));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> EnvironmentCache.of(environment, Map.of()))
        .withMessageStartingWith("HEARTH_MODELS: 'file:///a b': Illegal character in path")
        .withMessageEndingWith("; correct it");
  }

  @Test
  void of_sizesThatMakeNoSense_areRefused() {
    Map<String, String> variables =
        Map.of("HEARTH_MODELS", folder.toUri().toString(), "HEARTH_DISK_MIB", "many");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> EnvironmentCache.of(new Environment(variables), Map.of()))
        .withMessage(
            "HEARTH_DISK_MIB: 'many' (expected: a whole number from 1 to 2147483647); set it in the"
                + " environment");
  }
}
