package dev.hearth.examples.ticketrouter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.examples.ticketrouter.demo.Cloud;
import dev.hearth.examples.ticketrouter.demo.LocalCloud;
import dev.hearth.examples.ticketrouter.demo.Platform;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One compiled class under three platforms' runners, each a process of its own. */
class SameAnswersIT {

  private static final int TICKETS = 100;
  private static final Path ZIP =
      Path.of(System.getProperty("function.zip", "target/function.zip"));

  private static LocalCloud cloud;

  @BeforeAll
  static void start() throws IOException {
    cloud = LocalCloud.start();
    cloud.publish(
        Path.of(System.getProperty("model.dir", "target/model"), "all-minilm-l6-v2-q.onnx"));
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  @Test
  void hundredTickets_areAnsweredAlikeByAllThree() throws IOException {
    List<String> tickets = tickets();
    List<String> onLambda = answers(Cloud.LAMBDA, tickets);
    assertThat(onLambda).hasSize(TICKETS).allMatch(answer -> answer.startsWith("{\"department\""));
    assertThat(onLambda.stream().distinct().count()).isGreaterThan(TICKETS / 2);
    assertThat(answers(Cloud.GCF, tickets)).isEqualTo(onLambda);
    assertThat(answers(Cloud.AZURE, tickets)).isEqualTo(onLambda);
  }

  private static List<String> answers(Cloud kind, List<String> tickets) throws IOException {
    List<String> answers = new ArrayList<>();
    try (Platform platform = kind.function(cloud, ZIP).get()) {
      for (String ticket : tickets) {
        answers.add(platform.send(ticket).body());
      }
    }
    return answers;
  }

  /** Texts of many kinds and scripts that are tickets: not empty, not too long. */
  private static List<String> tickets() throws IOException {
    try (InputStream texts = SameAnswersIT.class.getResourceAsStream("texts.json")) {
      byte[] bytes = Objects.requireNonNull(texts, "texts.json").readAllBytes();
      return JsonValue.parse(bytes, "texts").items().stream()
          .map(JsonValue::text)
          .filter(text -> !text.isBlank() && text.length() < 1_000)
          .limit(TICKETS)
          .map(text -> new JsonSink().beginObject().field("text", text).endObject().toString())
          .toList();
    }
  }
}
