package dev.hearth.examples.documentreader;

import dev.hearth.ConcurrencyLimit;
import dev.hearth.Environment;
import dev.hearth.Inference;
import dev.hearth.InferenceBuilder;
import dev.hearth.InferenceService;
import dev.hearth.ModelSource;
import dev.hearth.cache.EnvironmentCache;
import dev.hearth.cache.s3.S3ModelStore;
import dev.hearth.cache.s3.S3Objects;
import dev.hearth.telemetry.Telemetry;
import java.util.List;
import java.util.Map;

/** Puts the function together from its environment. */
final class DocumentReaderInference {

  private DocumentReaderInference() {}

  /** Makes the service; loads nothing. */
  static InferenceService service(Environment environment) {
    ModelSource models = EnvironmentCache.of(environment, Map.of("s3", S3ModelStore::at));
    DocumentReader reader = new DocumentReader();
    InferenceBuilder<byte[], Page> builder =
        Inference.builder(
            "document-reader",
            List.of(
                models.model(environment.model("detector"), DocumentReader.DETECTOR),
                models.model(environment.model("classifier"), DocumentReader.CLASSIFIER),
                models.model(environment.model("recognizer"), DocumentReader.RECOGNIZER)),
            new PageCodec(),
            (loaded, images, call) ->
                images.stream()
                    .map(
                        image ->
                            reader.read(loaded.get(0), loaded.get(1), loaded.get(2), image, call))
                    .toList());
    reader.needs().forEach(builder::needs);
    return InferenceService.builder("document-reader")
        .objects(S3Objects.of(environment))
        .route(
            InferenceService.ROOT,
            builder
                .limit(ConcurrencyLimit.of(environment))
                .telemetry(Telemetry.lines(System.out))
                .build())
        .build();
  }
}
