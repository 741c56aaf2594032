package dev.hearth.testkit.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionPackageTest {

  @Test
  void flatClassPath_jarsInLib_followTheRootByName(@TempDir Path root) throws Exception {
    Path lib = Files.createDirectory(root.resolve("lib"));
    Path second = Files.createFile(lib.resolve("b.jar"));
    Path first = Files.createFile(lib.resolve("a.jar"));
    Files.createFile(lib.resolve("notes.txt"));
    Path client = Path.of("/m2/aws-lambda-java-runtime-interface-client-2.9.0.jar");
    assertThat(FunctionPackage.of(root, client + ":/m2/other.jar").flatClassPath())
        .containsExactly(root, first, second, client);
  }

  @Test
  void flatClassPath_noLib_isRootAndClient(@TempDir Path root) {
    Path client = Path.of("/client.jar");
    assertThat(new FunctionPackage(root, List.of(client)).flatClassPath())
        .containsExactly(root, client);
  }

  @Test
  void runtimeJarsOn_thisClassPath_findsClientCoreSerializationAndUtils() {
    assertThat(FunctionPackage.runtimeJarsOn(System.getProperty("java.class.path"))).hasSize(4);
  }
}
