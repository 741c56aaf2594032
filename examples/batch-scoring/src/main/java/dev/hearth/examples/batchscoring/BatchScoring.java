package dev.hearth.examples.batchscoring;

import dev.hearth.ElementType;
import dev.hearth.Model;
import dev.hearth.Shape;
import dev.hearth.Signature;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.annotation.Batch;
import dev.hearth.annotation.Expects;
import dev.hearth.annotation.Infer;
import dev.hearth.annotation.InferenceFunction;
import dev.hearth.annotation.Setting;
import dev.hearth.annotation.Trigger;
import dev.hearth.function.Call;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** Scores card transactions, all messages of a batch in one run of the model. */
@InferenceFunction(value = "batch-scoring", on = Trigger.QUEUE)
final class BatchScoring {

  @Expects("fraud")
  static final Signature SIGNATURE =
      Signature.builder()
          .input("features", ElementType.FLOAT32, Shape.ANY, Transaction.FEATURES)
          .output("score", ElementType.FLOAT32, Shape.ANY, 1)
          .build();

  private static final double DIGITS = 1e6;

  private final double reviewAbove;

  BatchScoring(@Setting(value = "REVIEW_ABOVE", fallback = "0.9") double reviewAbove) {
    this.reviewAbove = reviewAbove;
  }

  @Infer(model = "fraud", batch = @Batch(max = 64))
  List<Verdict> score(Model model, List<Transaction> transactions, Call call) {
    Tensor features =
        Tensor.allocate(ElementType.FLOAT32, transactions.size(), Transaction.FEATURES);
    FloatBuffer values = features.floats();
    transactions.forEach(transaction -> transaction.features().forEach(values::put));
    try (Tensors outputs = model.run(Tensors.of("features", features), call.deadline())) {
      FloatBuffer scores = outputs.get("score").floats();
      return IntStream.range(0, transactions.size())
          .mapToObj(i -> verdict(transactions.get(i), scores.get(i)))
          .toList();
    }
  }

  private Verdict verdict(Transaction transaction, float score) {
    double rounded = Math.round(score * DIGITS) / DIGITS;
    return new Verdict(transaction.id(), rounded, rounded > reviewAbove);
  }
}
