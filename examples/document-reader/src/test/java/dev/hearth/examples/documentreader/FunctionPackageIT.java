package dev.hearth.examples.documentreader;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
    assertThat(names).noneMatch(name -> name.contains("runtime-interface-client"));
    assertThat(names).noneMatch(name -> name.contains("jackson-databind"));
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
    String handler = DeployFile.read().text("Handler");
    assertThat(handler).endsWith("::handleRequest");
    Class<?> type = Class.forName(handler.substring(0, handler.indexOf("::")));
    assertThat(RequestStreamHandler.class).isAssignableFrom(type);
    String entry = type.getName().replace('.', '/') + ".class";
    try (ZipFile zip = new ZipFile(ZIP.toFile())) {
      String jar =
          names().stream()
              .filter(name -> name.contains("document-reader"))
              .findFirst()
              .orElseThrow();
      assertThat(entriesOf(zip, jar))
          .contains(entry, "dev/hearth/examples/documentreader/ppocr_keys_v1.txt");
    }
  }

  @Test
  void deployFile_fitsThePackage() throws IOException {
    DeployFile deploy = DeployFile.read();
    assertThat(ZIP.toAbsolutePath()).isEqualTo(Path.of(deploy.text("CodeUri")).toAbsolutePath());
    assertThat(deploy.text("Runtime")).isIn("java21", "java25");
    assertThat(deploy.get("Architectures")).isEqualTo(List.of("x86_64"));
    assertThat((Integer) deploy.get("MemorySize")).isBetween(1024, 3008);
    assertThat((Integer) deploy.get("Timeout")).isBetween(30, 120);
  }

  @Test
  void deployFile_setsWhatTheFunctionReads() throws IOException {
    DeployFile deploy = DeployFile.read();
    Map<?, ?> variables = (Map<?, ?>) deploy.get("Environment", "Variables");
    assertThat(variables.keySet())
        .isEqualTo(
            Set.of(
                "HEARTH_MODELS",
                "HEARTH_MODEL_DETECTOR",
                "HEARTH_MODEL_CLASSIFIER",
                "HEARTH_MODEL_RECOGNIZER",
                "HEARTH_DISK",
                "MALLOC_MMAP_THRESHOLD_"));
    assertThat(deploy.text("Environment", "Variables", "HEARTH_DISK")).startsWith("/tmp/");
    assertThat(deploy.get("Environment", "Variables", "HEARTH_MODELS"))
        .isEqualTo(Map.of("Fn::Sub", "s3://${ModelBucket}/models"));
  }

  @Test
  void deployFile_grantsReadingOfModelsAndImages_andWritingOfResultsOnly() throws IOException {
    Map<Object, String> resources = new HashMap<>();
    for (Object statement : (List<?>) DeployFile.read().get("Policies", "0", "Statement")) {
      resources.put(
          DeployFile.at(statement, "Action"), DeployFile.at(statement, "Resource").toString());
    }
    assertThat(resources.keySet())
        .isEqualTo(Set.of("s3:GetObject", "s3:PutObject", "s3:ListBucket"));
    assertThat(resources.get("s3:GetObject"))
        .contains("models/detector/*", "models/classifier/*", "models/recognizer/*")
        .contains("${UploadBucketName}/*")
        .doesNotContain("${ModelBucket}/*");
    assertThat(resources.get("s3:PutObject"))
        .isEqualTo("{Fn::Sub=arn:${AWS::Partition}:s3:::${UploadBucketName}/*.result.json}");
  }

  @Test
  void deployFile_isStartedByImagesAndByNothingItWritesItself() throws IOException {
    Map<?, ?> events = (Map<?, ?>) DeployFile.read().get("Events");
    List<String> suffixes = events.values().stream().map(FunctionPackageIT::suffix).toList();
    assertThat(suffixes).containsExactlyInAnyOrder(".png", ".jpg", ".jpeg");
    assertThat(suffixes).noneMatch(suffix -> "page.png.result.json".endsWith(suffix));
  }

  private static String suffix(Object event) {
    Object rule = DeployFile.at(event, "Properties", "Filter", "S3Key", "Rules", "0");
    assertThat(DeployFile.at(rule, "Name")).isEqualTo("suffix");
    return (String) DeployFile.at(rule, "Value");
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
