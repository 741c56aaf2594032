package dev.hearth.examples.ticketrouter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.examples.ticketrouter.demo.LocalCloud;
import dev.hearth.json.JsonValue;
import dev.hearth.testkit.lambda.FunctionPackage;
import dev.hearth.testkit.lambda.FunctionProcessBuilder;
import dev.hearth.testkit.lambda.Invocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several processes of the packaged function, and several calls in one of them. */
class ProcessesIT {

  private LocalCloud cloud;
  private FunctionPackage function;

  @BeforeEach
  void startCloud() throws IOException {
    cloud = LocalCloud.start();
    cloud.publish(
        Path.of(System.getProperty("model.dir", "target/model"), "all-minilm-l6-v2-q.onnx"));
    function = cloud.unpack(Path.of(System.getProperty("function.zip", "target/function.zip")));
    cloud.s3().forgetRequests();
  }

  @AfterEach
  void stopCloud() {
    cloud.close();
  }

  @Test
  void secondProcess_asksTheStoreForNothing() {
    try (LiveFunction first = start(UnaryOperator.identity())) {
      first.assertAnswers();
    }
    assertThat(cloud.s3().requests("GET", "/models/" + LiveFunction.MODEL_KEY)).isEqualTo(1);
    cloud.s3().forgetRequests();

    try (LiveFunction second = start(UnaryOperator.identity())) {
      second.assertAnswers();
    }
    assertThat(cloud.s3().requests()).isEmpty();
  }

  @Test
  void fourProcesses_fillingOneFolderAtOnce_allAnswer() {
    List<LiveFunction> processes = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        processes.add(start(UnaryOperator.identity()));
      }
      processes.forEach(LiveFunction::assertAnswers);
    } finally {
      processes.forEach(LiveFunction::close);
    }
    assertThat(cloud.folder("cache").resolve("minilm/1/model.onnx")).exists();
    assertThat(cloud.folder("cache").resolve(".parts")).isEmptyDirectory();
  }

  @Test
  void eightCallsInFlight_fromTheFirst_areAllAnsweredByOneLoad() {
    try (LiveFunction live = start(builder -> builder.maxConcurrency(8))) {
      List<CompletableFuture<Invocation>> calls = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String event = LiveFunction.event(LiveFunction.TICKET + ".".repeat(i % 8));
        calls.add(live.server().submit(event.getBytes(UTF_8), LiveFunction.LIMIT));
      }
      for (CompletableFuture<Invocation> call : calls) {
        JsonValue answer = JsonValue.parse(call.join().response().bytes(), "answer");
        assertThat(answer.field("department").text()).isEqualTo("account access");
      }
    }
    assertThat(cloud.s3().requests("GET", "/models/" + LiveFunction.MODEL_KEY)).isEqualTo(1);
  }

  private LiveFunction start(UnaryOperator<FunctionProcessBuilder> change) {
    return new LiveFunction(server -> cloud.function(server, function), change);
  }
}
