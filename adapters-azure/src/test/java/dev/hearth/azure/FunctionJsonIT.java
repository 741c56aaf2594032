package dev.hearth.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.InferenceService;
import dev.hearth.LazyModel;
import dev.hearth.json.JsonValue;
import dev.hearth.spi.ResultSink;
import dev.hearth.testkit.function.InMemoryResults;
import dev.hearth.testkit.function.KitModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the platform's own Maven plugin makes of the annotations; the host reads its files. */
@Timeout(600)
class FunctionJsonIT {

  private static final Path SOURCE = Path.of("src/test/function-app");
  private static final Path APP = Path.of("target/function-app");
  private static final Path STAGED = APP.resolve("target/azure-functions/function-app");

  /** The class and what its members name; the plugin loads no more. */
  private static final List<Class<?>> CLASSES =
      List.of(
          TicketRouterAzure.class,
          AzureInference.class,
          InferenceService.class,
          InMemoryResults.class,
          ResultSink.class,
          KitModel.class,
          LazyModel.class);

  @BeforeAll
  static void packageTheApp() throws Exception {
    for (Class<?> type : CLASSES) {
      Path file = Path.of(type.getName().replace('.', '/') + ".class");
      Path copy = APP.resolve("target/classes").resolve(file);
      Files.createDirectories(copy.getParent());
      try (InputStream bytes = requireNonNull(type.getResourceAsStream("/" + file))) {
        Files.copy(bytes, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    for (String file : List.of("pom.xml", "host.json")) {
      Files.copy(SOURCE.resolve(file), APP.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Path log = APP.resolve("target/maven.log");
    Process maven =
        new ProcessBuilder(command())
            .directory(APP.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(maven.waitFor(9, TimeUnit.MINUTES)).as("the plugin ends").isTrue();
    assertThat(maven.exitValue()).as(() -> read(log)).isZero();
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
    command.addAll(List.of("-B", "-ntp"));
    command.add("-Dmaven.repo.local=" + System.getProperty("maven.repo.local"));
    if ("offline true".equals(System.getProperty("maven.offline"))) {
      command.add("-o");
    }
    command.addAll(List.of("-Dmaven.main.skip", "-Dmaven.test.skip", "package"));
    return command;
  }

  @Test
  void app_staged_hasTheHostsSettingsAndAFunctionForEachTrigger() throws IOException {
    JsonValue host = json("host.json");
    assertThat(host.field("extensionBundle").field("id").text())
        .isEqualTo("Microsoft.Azure.Functions.ExtensionBundle");
    try (Stream<Path> folders = Files.list(STAGED)) {
      assertThat(folders.filter(folder -> Files.exists(folder.resolve("function.json"))))
          .extracting(folder -> folder.getFileName().toString())
          .containsExactlyInAnyOrder(
              "ticket-router",
              "ticket-router-queue",
              "ticket-router-blob",
              "ticket-router-events",
              "warmup");
    }
    assertThat(STAGED.resolve("function-app-1.jar")).exists();
  }

  @Test
  void http_function_hasRouteMethodsAndKey() {
    JsonValue function = function("ticket-router", "http");
    JsonValue in = binding(function, "httpTrigger");
    assertThat(in.field("name").text()).isEqualTo("request");
    assertThat(in.field("direction").text()).isEqualTo("in");
    assertThat(in.field("authLevel").text()).isEqualTo("FUNCTION");
    assertThat(in.field("route").text()).isEqualTo("ticket-router/{*path}");
    assertThat(in.field("methods").items())
        .extracting(JsonValue::text)
        .containsExactly("GET", "POST");
    JsonValue out = binding(function, "http");
    assertThat(out.field("name").text()).isEqualTo("$return");
    assertThat(out.field("direction").text()).isEqualTo("out");
  }

  @Test
  void queue_function_namesQueueAndConnection() {
    JsonValue in = binding(function("ticket-router-queue", "queue"), "queueTrigger");
    assertThat(in.field("name").text()).isEqualTo("message");
    assertThat(in.field("queueName").text()).isEqualTo("%HEARTH_QUEUE%");
    assertThat(in.field("connection").text()).isEqualTo("HEARTH_STORAGE");
  }

  @Test
  void blob_function_readsBytesAndReturnsBytes() {
    JsonValue function = function("ticket-router-blob", "blob");
    JsonValue in = binding(function, "blobTrigger");
    assertThat(in.field("path").text()).isEqualTo("%HEARTH_BLOBS%/{name}");
    assertThat(in.field("dataType").text()).isEqualTo("binary");
    JsonValue out = binding(function, "blob");
    assertThat(out.field("name").text()).isEqualTo("$return");
    assertThat(out.field("direction").text()).isEqualTo("out");
    assertThat(out.field("path").text()).isEqualTo("%HEARTH_BLOB_RESULTS%/{name}.json");
  }

  @Test
  void events_function_takesBatches() {
    JsonValue in = binding(function("ticket-router-events", "events"), "eventHubTrigger");
    assertThat(in.field("eventHubName").text()).isEqualTo("%HEARTH_EVENT_HUB%");
    assertThat(in.field("cardinality").text()).isEqualToIgnoringCase("many");
  }

  @Test
  void warmup_function_hasTheNameThatThePlatformWants() {
    assertThat(binding(function("warmup", "warmup"), "warmupTrigger").field("direction").text())
        .isEqualTo("in");
  }

  private static JsonValue function(String name, String method) {
    JsonValue function = json(name + "/function.json");
    assertThat(function.field("scriptFile").text()).isEqualTo("../function-app-1.jar");
    assertThat(function.field("entryPoint").text())
        .isEqualTo("dev.hearth.azure.TicketRouterAzure." + method);
    return function;
  }

  private static JsonValue binding(JsonValue function, String type) {
    return function.field("bindings").items().stream()
        .filter(binding -> binding.field("type").text().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no binding of type " + type));
  }

  private static JsonValue json(String file) {
    return JsonValue.parse(read(STAGED.resolve(file)).getBytes(UTF_8), file);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
