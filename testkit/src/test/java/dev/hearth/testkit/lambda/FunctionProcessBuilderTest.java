package dev.hearth.testkit.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionProcessBuilderTest {
  private final RuntimeApiServer server = RuntimeApiServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void command_everythingSet_isInTheOrderThatJavaWants() {
    FunctionCommand command =
        builder()
            .commandPrefix("strace", "-f")
            .jvmOptions(List.of("-Xint"))
            .addJvmOptions("-Xms8m")
            .command();
    assertThat(command.words())
        .containsExactly(
            "strace",
            "-f",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xint",
            "-Xms8m",
            "-cp",
            "/function.jar:/client.jar",
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            "a.B");
  }

  @Test
  void command_variableSet_goesOverTheDefault() {
    FunctionCommand command =
        builder().env("AWS_REGION", "eu-north-1").env("TZ", "Europe/Oslo").command();
    assertThat(command.environment())
        .containsEntry("AWS_REGION", "eu-north-1")
        .containsEntry("AWS_DEFAULT_REGION", "eu-north-1")
        .containsEntry("TZ", "Europe/Oslo")
        .containsEntry("_HANDLER", "a.B")
        .containsEntry("AWS_LAMBDA_RUNTIME_API", server.address());
  }

  @Test
  void command_contradiction_isRefusedWithARemedy() {
    assertThatThrownBy(() -> FunctionProcess.builder(server, "a.B").command())
        .hasMessageStartingWith("classPath: empty (expected: the function and the runtime client)");
    assertThatThrownBy(() -> builder().workingDirectory(Path.of("/no/such")).command())
        .hasMessage("workingDirectory: /no/such (expected: a directory)");
    assertThatThrownBy(() -> builder().javaHome(Path.of("/no/such")).command())
        .hasMessage("javaHome: /no/such (expected: holds bin/java)");
    assertThatThrownBy(() -> builder().env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1G").command())
        .hasMessage("AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1G' (expected: megabytes, 1 or more)");
  }

  @Test
  void setter_valueThatCannotWork_isRefusedAtOnce() {
    assertThatThrownBy(() -> builder().memory(0)).hasMessage("megabytes: 0 (expected: 1 or more)");
    assertThatThrownBy(() -> builder().maxConcurrency(0))
        .hasMessage("threads: 0 (expected: 1 or more)");
    assertThatThrownBy(() -> builder().env("AWS_LAMBDA_RUNTIME_API", "x"))
        .hasMessage("AWS_LAMBDA_RUNTIME_API: x (expected: set by the server)");
  }

  @Test
  void start_commandMissing_leavesTheServerFree() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> builder().commandPrefix("/no/such/command").start())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageStartingWith("command: /no/such/command could not be started in ");
    }
  }

  @Test
  void functionPackage_noRuntimeClient_isRefused(@TempDir Path root) {
    assertThatThrownBy(() -> FunctionPackage.of(root, "/a.jar"))
        .hasMessageStartingWith(
            "classPath: no aws-lambda-java-runtime-interface-client-*.jar (expected: one)");
    assertThatThrownBy(() -> FunctionPackage.of(root.resolve("none"), ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private FunctionProcessBuilder builder() {
    return FunctionProcess.builder(server, "a.B")
        .classPath(List.of(Path.of("/function.jar"), Path.of("/client.jar")));
  }
}
