package dev.hearth.examples.ticketrouter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What Azure's own plugin staged for deployment holds what its function files name. */
class FunctionAppIT {

  private static final Path APP = Path.of("target/azure-functions/ticket-router");

  @Test
  void functions_areTheHttpOneAndTheWarmUp() throws IOException {
    try (Stream<Path> folders = Files.list(APP)) {
      assertThat(folders.filter(folder -> Files.exists(folder.resolve("function.json"))))
          .extracting(folder -> folder.getFileName().toString())
          .containsExactlyInAnyOrder("ticket-router", "warmup");
    }
  }

  @Test
  void entryPoint_isInTheJarThatIsNamed() throws Exception {
    for (String name : List.of("ticket-router", "warmup")) {
      JsonValue function = json(name + "/function.json");
      String entry = function.field("entryPoint").text();
      String type = entry.substring(0, entry.lastIndexOf('.'));
      assertThat(Class.forName(type).getMethods())
          .extracting(method -> method.getName())
          .contains(entry.substring(entry.lastIndexOf('.') + 1));
      Path jar = APP.resolve(name).resolve(function.field("scriptFile").text()).normalize();
      assertThat(entries(jar))
          .contains(
              type.replace('.', '/') + ".class",
              "dev/hearth/examples/ticketrouter/TicketRouter.class",
              "dev/hearth/examples/ticketrouter/vocab.txt")
          .noneMatch(entryName -> entryName.endsWith("TicketRouterLambda.class"));
    }
  }

  @Test
  void httpFunction_takesPostsBelowItsName() throws IOException {
    JsonValue trigger =
        json("ticket-router/function.json").field("bindings").items().stream()
            .filter(binding -> binding.field("type").text().equals("httpTrigger"))
            .findFirst()
            .orElseThrow();
    assertThat(trigger.field("route").text()).isEqualTo("ticket-router/{*path}");
    assertThat(trigger.field("authLevel").text()).isEqualToIgnoringCase("function");
    assertThat(trigger.field("methods").items()).extracting(JsonValue::text).contains("POST");
  }

  @Test
  void app_hasOneCloudsAdapterAndOnePlatformsNatives() throws IOException {
    try (Stream<Path> jars = Files.list(APP.resolve("lib"))) {
      List<String> names = jars.map(jar -> jar.getFileName().toString()).toList();
      assertThat(names)
          .anyMatch(name -> name.startsWith("hearth-azure"))
          .anyMatch(name -> name.startsWith("hearth-cache-s3"))
          .noneMatch(name -> name.startsWith("hearth-lambda") || name.startsWith("hearth-gcf"))
          .noneMatch(name -> name.startsWith("hearth-processor") || name.startsWith("onnxruntime"));
    }
    try (Stream<Path> natives = Files.list(APP.resolve("natives"))) {
      assertThat(natives)
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder("libonnxruntime.so", "libonnxruntime4j_jni.so");
    }
  }

  @Test
  void host_namesTheBundleThatBringsTheTriggers() throws IOException {
    JsonValue host = json("host.json");
    assertThat(host.field("version").text()).isEqualTo("2.0");
    assertThat(host.field("extensionBundle").field("id").text())
        .isEqualTo("Microsoft.Azure.Functions.ExtensionBundle");
    assertThat(host.field("extensions").field("http").field("routePrefix").text()).isEqualTo("api");
  }

  @Test
  void plugin_deploysWhatTheFunctionReads() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    assertThat(pom).containsPattern("<javaVersion>(17|21)</javaVersion>");
    assertThat(pom)
        .contains("<name>HEARTH_MODELS</name>", "<name>HEARTH_MODEL_MINILM</name>")
        .contains("<name>HEARTH_DISK</name>");
  }

  private static List<String> entries(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }

  private static JsonValue json(String file) throws IOException {
    return JsonValue.parse(Files.readAllBytes(APP.resolve(file)), file);
  }
}
