package dev.hearth.testkit.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hearth.testkit.lambda.functions.Echo;
import dev.hearth.testkit.lambda.functions.Exiting;
import dev.hearth.testkit.lambda.functions.FailingInit;
import dev.hearth.testkit.lambda.functions.FourAtOnce;
import dev.hearth.testkit.lambda.functions.Snapshotted;
import dev.hearth.testkit.lambda.functions.Stuck;
import dev.hearth.testkit.lambda.functions.Surroundings;
import dev.hearth.testkit.lambda.functions.Throwing;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test starts the published runtime client in a JVM of its own. */
class FunctionProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final RuntimeApiServer server = RuntimeApiServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void invoke_functionReturns_answers() {
    try (FunctionProcess function = function(Echo.class).start()) {
      assertThat(invoke("{\"a\":1}").response().text()).isEqualTo("{\"a\":1}");
      assertThat(invoke("\"again\"").response().text()).isEqualTo("\"again\"");
      Duration init = function.untilFirst(RuntimeCall.NEXT, LIMIT);
      assertThat(function.untilFirst(RuntimeCall.RESPONSE, LIMIT)).isGreaterThan(init);
    }
  }

  @Test
  void submit_beforeTheProcessStarts_isAnswered() throws Exception {
    CompletableFuture<Invocation> answer = server.submit(bytes("1"), LIMIT);
    try (FunctionProcess function = function(Echo.class).start()) {
      assertThat(get(answer).response().text()).isEqualTo("1");
      assertThat(get(answer).timings().takenNanos()).isGreaterThan(function.startedNanos());
    }
  }

  @Test
  void invoke_eventOfSixMegabytes_comesBackWhole() {
    String event = "\"" + "x".repeat(6_000_000) + "\"";
    try (FunctionProcess function = function(Echo.class).start()) {
      assertThat(function.isAlive()).isTrue();
      assertThat(invoke(event).response().text()).isEqualTo(event);
    }
  }

  @Test
  void output_linesOfBothStreams_areKeptAndPassedOn() {
    Set<String> passedOn = ConcurrentHashMap.newKeySet();
    FunctionProcessBuilder echo = function(Echo.class);
    try (FunctionProcess function = echo.onStdout(passedOn::add).onStderr(passedOn::add).start()) {
      String id = invoke("1").requestId();
      function.awaitStdout(("out " + id)::equals, LIMIT);
      function.awaitStderr(("err " + id)::equals, LIMIT);
      function.kill();
      assertThat(passedOn).contains("out " + id, "err " + id);
      assertThat(function.stderr()).containsExactly("err " + id);
    }
  }

  @Test
  void output_listenerThrows_functionGoesOn() {
    FunctionProcessBuilder echo =
        function(Echo.class)
            .onStderr(
                line -> {
                  throw new IllegalStateException("listener");
                });
    try (FunctionProcess function = echo.start()) {
      invoke("1");
      function.awaitStderr(line -> line.startsWith("[the listener of stderr failed"), LIMIT);
      String id = invoke("2").requestId();
      assertThat(function.awaitStderr(("err " + id)::equals, LIMIT)).endsWith(id);
    }
  }

  @Test
  void invoke_functionThrows_returnsFunctionErrorAndLivesOn() {
    try (FunctionProcess function = function(Throwing.class).start()) {
      Outcome.FunctionError error = (Outcome.FunctionError) invoke("1").outcome();
      assertThat(error.type()).isEqualTo("java.lang.IllegalStateException");
      assertThat(error.message()).isEqualTo("no \"model\" here\nnor there");
      assertThat(error.report().category()).isEqualTo("Runtime.UserException");
      assertThat(error.body().text()).contains("Throwing.handleRequest");
      assertThat(invoke("2").outcome()).isInstanceOf(Outcome.FunctionError.class);
      assertThat(function.isAlive()).isTrue();
    }
  }

  @Test
  void start_constructorFails_reportsInitErrorAndExits() {
    CompletableFuture<Invocation> waiting = server.submit(bytes("1"), LIMIT);
    try (FunctionProcess function = function(FailingInit.class).start()) {
      ErrorReport report = server.awaitInitError(LIMIT);
      assertThat(report.type()).isEqualTo("java.lang.IllegalArgumentException");
      assertThat(report.message()).isEqualTo("model.onnx is missing");
      assertThatThrownBy(() -> get(waiting)).hasCauseInstanceOf(FunctionInitException.class);
      Exit exit = function.awaitExit(LIMIT);
      assertThat(exit.code()).isEqualTo(1);
      assertThat(exit.lastOutputLines()).anyMatch(line -> line.contains("model.onnx is missing"));
    }
    assertThatThrownBy(() -> invoke("2"))
        .isInstanceOf(FunctionExitedException.class)
        .hasMessageContaining("exited with code 1 before invocation");
  }

  @Test
  void invoke_maxConcurrencyFour_fourAreInFlightAtOnce() throws Exception {
    try (FunctionProcess function = function(FourAtOnce.class).maxConcurrency(4).start()) {
      server.awaitWaiting(4, LIMIT);
      List<CompletableFuture<Invocation>> three = submit(3);
      server.awaitInFlight(3, LIMIT);
      assertThat(server.waiting()).isEqualTo(1);
      assertThat(three).noneMatch(CompletableFuture::isDone);
      CompletableFuture<Invocation> fourth = server.submit(bytes("4"), LIMIT);
      assertThat(get(fourth).response().text()).contains("thread");
      assertThat(three)
          .allSatisfy(answer -> assertThat(get(answer).response().text()).contains("thread"));
      assertThat(threadNames(three, fourth)).hasSize(4);
      assertThat(function.isAlive()).isTrue();
    }
  }

  @Test
  void start_snapStart_hooksRunAroundTheRestore() {
    try (RuntimeApiServer holding = RuntimeApiServer.builder().holdRestore().start();
        FunctionProcess function = function(holding, Snapshotted.class).snapStart().start()) {
      long checkpoint = holding.awaitFirst(RuntimeCall.RESTORE_NEXT, LIMIT);
      assertThat(holding.waiting()).isZero();
      holding.restore();
      assertThat(holding.awaitFirstNext(LIMIT)).isGreaterThan(checkpoint);
      assertThat(holding.invoke(bytes("1"), LIMIT).response().text())
          .isEqualTo("init,beforeCheckpoint,afterRestore");
      assertThat(function.isAlive()).isTrue();
    }
  }

  @Test
  void start_afterRestoreFails_reportsRestoreErrorAndExits() {
    try (FunctionProcess function =
        function(Snapshotted.class).snapStart().env("FAIL_RESTORE", "yes").start()) {
      assertThat(server.awaitRestoreError(LIMIT).category()).isEqualTo("Runtime.AfterRestoreError");
      assertThat(function.awaitExit(LIMIT).code()).isEqualTo(64);
    }
  }

  @Test
  void kill_whileInFlight_failsTheInvokerWithExitCodeAndLastLines() {
    try (FunctionProcess function = function(Stuck.class).start()) {
      CompletableFuture<Invocation> answer = server.submit(bytes("1"), LIMIT);
      function.awaitStderr("stuck with an event"::equals, LIMIT);
      assertThat(function.kill().code()).isEqualTo(137);
      assertThat(answer).isCompletedExceptionally();
      assertThatThrownBy(() -> get(answer))
          .hasCauseInstanceOf(FunctionExitedException.class)
          .hasMessageContaining(
              "function process " + function.pid() + " exited with code 137 (signal 9)")
          .hasMessageContaining("last lines of stderr:\n  stuck with an event");
    }
  }

  @Test
  void invoke_functionExits_failsWithItsCode() {
    try (FunctionProcess function = function(Exiting.class).start()) {
      FunctionExitedException exited =
          catchThrowableOfType(FunctionExitedException.class, () -> invoke("1"));
      assertThat(exited.exit().code()).isEqualTo(3);
      assertThat(exited.exit().lastErrorLines()).containsExactly("native library gave up");
      assertThat(function.exit()).isCompletedWithValueMatching(exit -> exit.code() == 3);
    }
  }

  @Test
  void start_afterAKill_sameServerServesTheNextProcess() {
    try (FunctionProcess first = function(Echo.class).start()) {
      long firstNext = server.awaitFirstNext(LIMIT);
      first.kill();
      try (FunctionProcess second = function(Echo.class).start()) {
        assertThat(server.awaitFirstNext(LIMIT)).isGreaterThan(firstNext);
        assertThat(invoke("2").response().text()).isEqualTo("2");
        assertThat(second.pid()).isNotEqualTo(first.pid());
      }
    }
  }

  @Test
  void start_anotherProcessRuns_isRefused() {
    try (FunctionProcess function = function(Echo.class).start()) {
      assertThatThrownBy(() -> function(Echo.class).start())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("already has a running process (expected: none)");
      assertThat(function.isAlive()).isTrue();
    }
  }

  @Test
  void start_serverClosed_isRefused() {
    server.close();
    assertThatThrownBy(() -> function(Echo.class).start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("is closed (expected: running)");
  }

  @Test
  void start_jvmRefusesItsOptions_failsTheWaiterWithItsWords() {
    CompletableFuture<Invocation> answer = server.submit(bytes("1"), LIMIT);
    try (FunctionProcess function = function(Echo.class).addJvmOptions("-XX:Nonsense").start()) {
      assertThat(function.awaitExit(LIMIT).code()).isEqualTo(1);
      assertThatThrownBy(() -> get(answer)).hasMessageContaining("Nonsense");
    }
  }

  @Test
  void environment_defaults_areThoseOfThePlatformAndNothingElse() {
    try (FunctionProcess function =
        function(Surroundings.class).memory(512).env("MODEL", "minilm").start()) {
      List<String> lines = lines(invoke("1"));
      assertThat(lines)
          .contains("MODEL=minilm", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=512", "memory=512")
          .contains("AWS_LAMBDA_INITIALIZATION_TYPE=on-demand", "AWS_REGION=us-east-1")
          .anyMatch(
              line ->
                  line.startsWith(
                      "jvm=-XX:+TieredCompilation -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
                          + " -Xmx445644k -Dcom.amazonaws.services.lambda."))
          .anyMatch(line -> line.startsWith("arn=arn:aws:lambda:us-east-1:"))
          .anyMatch(line -> line.startsWith("trace=Root=1-"))
          .anyMatch(line -> line.startsWith("remaining="))
          .noneMatch(line -> line.startsWith("HOME=") || line.startsWith("USER="));
      assertThat(function.command().get(0)).endsWith("java");
    }
  }

  @Test
  void functionPackage_unpackedFolder_isLoadedByTheRuntimeClient(@TempDir Path root)
      throws Exception {
    Path file = classFile(root);
    Files.createDirectories(file.getParent());
    Files.copy(classFile(testClasses()), file);
    FunctionPackage unpacked = FunctionPackage.of(root, CLASS_PATH);
    try (FunctionProcess function =
        builder(server, Surroundings.class).functionPackage(unpacked).start()) {
      assertThat(lines(invoke("1")))
          .contains(
              "user.dir=" + root.toAbsolutePath(), "LAMBDA_TASK_ROOT=" + root.toAbsolutePath())
          .contains("loader=CustomerClassLoader");
      assertThat(function.isAlive()).isTrue();
    }
  }

  @Test
  void commandPrefix_wrapperThatForks_endsWithItsJvm() {
    try (FunctionProcess function =
        function(Stuck.class).commandPrefix("/bin/sh", "-c", "\"$@\"; exit 5", "sh").start()) {
      CompletableFuture<Invocation> answer = server.submit(bytes("1"), LIMIT);
      server.awaitInFlight(1, LIMIT);
      List<ProcessHandle> all =
          ProcessHandle.of(function.pid()).orElseThrow().descendants().toList();
      assertThat(all).hasSize(1);
      function.kill();
      assertThat(answer).isCompletedExceptionally();
      assertThat(all.get(0).isAlive()).isFalse();
    }
  }

  @Test
  void close_runningFunction_endsIt() {
    FunctionProcess function = function(Echo.class).start();
    server.awaitFirstNext(LIMIT);
    function.close();
    assertThat(function.isAlive()).isFalse();
    function.close();
  }

  private static FunctionProcessBuilder builder(RuntimeApiServer server, Class<?> handler) {
    return FunctionProcess.builder(server, handler.getName() + "::handleRequest");
  }

  private FunctionProcessBuilder function(Class<?> handler) {
    return function(server, handler);
  }

  private static FunctionProcessBuilder function(RuntimeApiServer server, Class<?> handler) {
    List<Path> classPath =
        Arrays.stream(CLASS_PATH.split(File.pathSeparator, -1)).map(Path::of).toList();
    return builder(server, handler).classPath(classPath);
  }

  private List<CompletableFuture<Invocation>> submit(int count) {
    return IntStream.range(0, count).mapToObj(i -> server.submit(bytes("" + i), LIMIT)).toList();
  }

  private static Set<String> threadNames(
      List<CompletableFuture<Invocation>> some, CompletableFuture<Invocation> other)
      throws Exception {
    Set<String> names = ConcurrentHashMap.newKeySet();
    names.add(get(other).response().text());
    for (CompletableFuture<Invocation> answer : some) {
      names.add(get(answer).response().text());
    }
    return names;
  }

  private Invocation invoke(String event) {
    return server.invoke(bytes(event), LIMIT);
  }

  private static List<String> lines(Invocation invocation) {
    return invocation.response().text().lines().toList();
  }

  private static Path testClasses() throws Exception {
    return Path.of(Surroundings.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static Path classFile(Path root) {
    return root.resolve(Surroundings.class.getName().replace('.', '/') + ".class");
  }

  private static Invocation get(CompletableFuture<Invocation> answer) throws Exception {
    return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
