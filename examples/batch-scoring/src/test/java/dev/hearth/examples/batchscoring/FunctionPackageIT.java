package dev.hearth.examples.batchscoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The package and the deploy file say the same, and both are what Lambda expects. */
class FunctionPackageIT {

  private static final long MAX_BYTES = 45_000_000;
  private static final Path ZIP =
      Path.of(System.getProperty("function.zip", "target/function.zip"));

  @Test
  void package_isSmallAndHasOnePlatformsNativesAndNoModel() throws IOException {
    assertThat(Files.size(ZIP)).isLessThan(MAX_BYTES);
    List<String> names = names();
    assertThat(names).allMatch(name -> name.startsWith("lib/") || name.startsWith("natives/"));
    assertThat(names.stream().filter(name -> name.matches("natives/.+")))
        .containsExactlyInAnyOrder("natives/libonnxruntime.so", "natives/libonnxruntime4j_jni.so");
    assertThat(names).noneMatch(name -> name.endsWith(".onnx"));
    assertThat(names)
        .noneMatch(name -> name.matches(".*(runtime-interface-client|elasticmq|scala|sqs).*"));
  }

  @Test
  void jars_holdNoNatives() throws IOException {
    try (ZipFile zip = new ZipFile(ZIP.toFile())) {
      for (String name : names()) {
        if (name.endsWith(".jar")) {
          assertThat(entriesOf(zip, name)).as(name).noneMatch(entry -> entry.endsWith(".so"));
        }
      }
    }
  }

  @Test
  void deployFile_namesTheHandlerThatIsPackaged() throws Exception {
    String handler = DeployFile.function().text("Handler");
    assertThat(handler).endsWith("::handleRequest");
    Class<?> type = Class.forName(handler.substring(0, handler.indexOf("::")));
    assertThat(RequestStreamHandler.class).isAssignableFrom(type);
    String entry = type.getName().replace('.', '/') + ".class";
    try (ZipFile zip = new ZipFile(ZIP.toFile())) {
      String jar =
          names().stream().filter(name -> name.contains("batch-scoring")).findFirst().orElseThrow();
      assertThat(entriesOf(zip, jar)).contains(entry);
    }
  }

  @Test
  void deployFile_fitsThePackage() throws IOException {
    DeployFile deploy = DeployFile.function();
    assertThat(ZIP.toAbsolutePath()).isEqualTo(Path.of(deploy.text("CodeUri")).toAbsolutePath());
    assertThat(deploy.text("Runtime")).isIn("java21", "java25");
    assertThat(deploy.get("Architectures")).isEqualTo(List.of("x86_64"));
    assertThat((Integer) deploy.get("MemorySize")).isBetween(512, 1769);
    assertThat((Integer) deploy.get("Timeout")).isBetween(10, 60);
  }

  @Test
  void deployFile_reportsSingleMessagesAndLetsBadOnesGoAside() throws IOException {
    DeployFile deploy = DeployFile.function();
    Map<?, ?> source = (Map<?, ?>) deploy.get("Events", "Transactions", "Properties");
    assertThat(source.get("FunctionResponseTypes")).isEqualTo(List.of("ReportBatchItemFailures"));
    assertThat(source.get("Queue")).isEqualTo(Map.of("Fn::GetAtt", List.of("Transactions", "Arn")));
    DeployFile queue = DeployFile.resource("Transactions");
    assertThat((Integer) queue.get("VisibilityTimeout"))
        .isGreaterThanOrEqualTo(6 * (Integer) deploy.get("Timeout"));
    assertThat((Integer) queue.get("RedrivePolicy", "maxReceiveCount")).isBetween(3, 10);
    assertThat(queue.get("RedrivePolicy", "deadLetterTargetArn"))
        .isEqualTo(Map.of("Fn::GetAtt", List.of("Refused", "Arn")));
    assertThat((Integer) DeployFile.resource("Refused").get("MessageRetentionPeriod"))
        .isGreaterThan((Integer) queue.get("MessageRetentionPeriod"));
  }

  @Test
  void deployFile_setsWhatTheFunctionReadsAndGrantsWhatItNeeds() throws IOException {
    DeployFile deploy = DeployFile.function();
    Map<?, ?> variables = (Map<?, ?>) deploy.get("Environment", "Variables");
    assertThat(variables.keySet())
        .isEqualTo(
            Set.of(
                "HEARTH_MODELS",
                "HEARTH_MODEL_FRAUD",
                "HEARTH_DISK",
                "HEARTH_DISK_MIB",
                "HEARTH_RESULTS",
                "REVIEW_ABOVE"));
    assertThat(deploy.text("Environment", "Variables", "HEARTH_DISK")).startsWith("/tmp/");
    assertThat(variables.get("HEARTH_RESULTS"))
        .isEqualTo(Map.of("Fn::Sub", "s3://${ResultBucket}/scores"));
    assertThat(deploy.get("Policies").toString())
        .contains("s3:GetObject", "${ModelBucket}/models/fraud/*", "s3:ListBucket")
        .contains("s3:PutObject", "${ResultBucket}/scores/*")
        .doesNotContain("s3:*", "Action=*", "sqs:*");
  }

  private static List<String> names() throws IOException {
    try (ZipFile zip = new ZipFile(ZIP.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }

  private static List<String> entriesOf(ZipFile zip, String jar) throws IOException {
    Path copy = Files.createTempFile("package", ".jar");
    try {
      Files.write(copy, zip.getInputStream(zip.getEntry(jar)).readAllBytes());
      try (ZipFile inner = new ZipFile(copy.toFile())) {
        return inner.stream().map(ZipEntry::getName).toList();
      }
    } finally {
      Files.delete(copy);
    }
  }
}
