package dev.hearth.examples.batchscoring;

import dev.hearth.ConcurrencyLimit;
import dev.hearth.ConfigurationException;
import dev.hearth.Environment;
import dev.hearth.Inference;
import dev.hearth.InferenceService;
import dev.hearth.LazyModel;
import dev.hearth.ModelSource;
import dev.hearth.cache.EnvironmentCache;
import dev.hearth.cache.s3.S3ModelStore;
import dev.hearth.cache.s3.S3Objects;
import dev.hearth.function.Codec;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.spi.ResultSink;
import java.net.URI;
import java.util.Map;

/** Puts the function together from its environment. */
final class BatchScoringInference {

  private BatchScoringInference() {}

  static InferenceService service(Environment environment) {
    ModelSource source = EnvironmentCache.of(environment, Map.of("s3", S3ModelStore::at));
    LazyModel fraud = source.model(environment.model("fraud"), BatchScoring.SIGNATURE);
    BatchScoring function = new BatchScoring(environment.number("REVIEW_ABOVE", 0.9));
    Inference<Transaction, Verdict> score =
        Inference.builder("batch-scoring", fraud, new TransactionCodec(), function::score)
            .maxBatch(64)
            .limit(ConcurrencyLimit.of(environment))
            .build();
    S3Objects objects = S3Objects.of(environment);
    InferenceService.Builder service =
        InferenceService.builder("batch-scoring").route(InferenceService.ROOT, score);
    service.objects(objects);
    environment
        .text("HEARTH_RESULTS")
        .ifPresent(place -> service.results(ResultSink.objects(objects, uri(place))));
    return service.build();
  }

  private static URI uri(String place) {
    try {
      return URI.create(place);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "HEARTH_RESULTS: '" + place + "' (expected: s3://bucket/prefix); correct it", e);
    }
  }

  private static final class TransactionCodec implements Codec<Transaction, Verdict> {

    @Override
    public Transaction read(JsonValue json) {
      String id = json.field("id").text();
      var features = json.field("features").items().stream().map(JsonValue::single).toList();
      return json.made(() -> new Transaction(id, features));
    }

    @Override
    public void write(Verdict verdict, JsonSink json) {
      json.beginObject()
          .field("id", verdict.id())
          .field("score", verdict.score())
          .field("review", verdict.review())
          .endObject();
    }
  }
}
