package dev.hearth.examples.batchscoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.hearth.Answer;
import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.function.Call;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The function with its real model, without a platform. */
class BatchScoringTest {

  private static final List<Float> QUIET = features(0f);

  @Test
  void score_manyTransactions_eachHasItsOwnScoreInOrder(@TempDir Path folder) throws IOException {
    JsonSink sent = new JsonSink().beginArray();
    List<List<Float>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(features(i / 25f));
      write(sent, "t-" + i, all.get(i));
    }
    List<JsonValue> verdicts = answer(folder, sent.endArray().toString()).items();
    for (int i = 0; i < 100; i++) {
      double expected = FraudModel.score(all.get(i));
      assertThat(verdicts.get(i).field("id").text()).isEqualTo("t-" + i);
      assertThat(verdicts.get(i).field("score").number()).isCloseTo(expected, within(1e-5));
      assertThat(verdicts.get(i).field("review").flag()).isEqualTo(expected > 0.9);
    }
  }

  @Test
  void score_refusedTransactionAmongGoodOnes_onlyItFails(@TempDir Path folder) throws IOException {
    JsonSink sent = new JsonSink().beginArray();
    write(sent, "t-0", QUIET);
    write(sent, "t-1", QUIET.subList(1, QUIET.size()));
    write(sent, "t-2", QUIET);
    List<JsonValue> verdicts = answer(folder, sent.endArray().toString()).items();
    assertThat(verdicts.get(0).field("id").text()).isEqualTo("t-0");
    assertThat(verdicts.get(1).field("error").field("code").text()).isEqualTo("INVALID_INPUT");
    assertThat(verdicts.get(1).field("error").field("message").text())
        .endsWith("features: 31 numbers (expected: 32); send all");
    assertThat(verdicts.get(2).field("id").text()).isEqualTo("t-2");
  }

  @Test
  void transaction_negativeAmount_isRefused() {
    List<Float> refund = new ArrayList<>(QUIET);
    refund.set(0, -2.5f);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Transaction("t", refund))
        .withMessage("features[0], the amount: -2.5 (expected: 0 or more); send refunds elsewhere");
  }

  private static JsonValue answer(Path folder, String sent) throws IOException {
    Path model = folder.resolve("models/fraud/1/model.onnx");
    Files.createDirectories(model.getParent());
    Files.copy(Path.of(System.getProperty("model.file", "target/model/fraud.onnx")), model);
    Environment environment =
        new Environment(
            Map.of(
                "HEARTH_MODELS",
                folder.resolve("models").toUri().toString(),
                "HEARTH_MODEL_FRAUD",
                "fraud@1",
                "HEARTH_DISK",
                "none"));
    Answer answer =
        BatchScoringInference.service(environment)
            .main()
            .answer(Payload.json("body", sent), new Call("test", Deadline.none()));
    return JsonValue.parse(answer.json().toUtf8(), "answer");
  }

  private static void write(JsonSink json, String id, List<Float> features) {
    json.beginObject().field("id", id).name("features").beginArray();
    features.forEach(json::value);
    json.endArray().endObject();
  }

  private static List<Float> features(float first) {
    List<Float> features = new ArrayList<>(Collections.nCopies(Transaction.FEATURES, 0.1f));
    features.set(0, first);
    return features;
  }
}
