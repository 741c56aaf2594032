package com.example.tickets;

import dev.hearth.ConcurrencyLimit;
import dev.hearth.Environment;
import dev.hearth.Inference;
import dev.hearth.InferenceBuilder;
import dev.hearth.InferenceService;
import dev.hearth.LazyModel;
import dev.hearth.ModelSource;
import dev.hearth.Signature;
import dev.hearth.batch.Batching;
import dev.hearth.cache.EnvironmentCache;
import dev.hearth.cache.s3.S3ModelStore;
import dev.hearth.cache.s3.S3Objects;
import dev.hearth.spi.ResultSink;
import dev.hearth.telemetry.Telemetry;
import java.util.Map;
import javax.annotation.processing.Generated;

/** Makes the service of {@code TicketRouter}. */
@Generated("dev.hearth.processor.InferenceFunctionProcessor")
final class TicketRouterInference {

  private TicketRouterInference() {}

  /** Makes the service. Loads nothing. */
  static InferenceService service(Environment environment) {
    return service(environment, EnvironmentCache.of(environment, Map.of("s3", S3ModelStore::at)));
  }

  /** Makes the service over models from elsewhere: for tests. Loads nothing. */
  static InferenceService service(Environment environment, ModelSource source) {
    LazyModel minilm = source.model(environment.model("minilm"), Signature.any());
    TicketRouter function = new TicketRouter();
    Batching batching = Batching.of(environment);
    ConcurrencyLimit limit = ConcurrencyLimit.of(environment);
    Telemetry telemetry =
        environment.flag("HEARTH_TELEMETRY", true)
            ? Telemetry.lines(System.out)
            : Telemetry.none();
    InferenceBuilder<?, ?> route =
        Inference.builder(
                "ticket-router",
                minilm,
                new TicketRouterRouteCodec(),
                (model, items, call) -> function.route(model, items))
            .maxBatch(16)
            .maxItems(1000)
            .batching(batching)
            .limit(limit)
            .telemetry(telemetry);
    S3Objects objects = S3Objects.of(environment);
    InferenceService.Builder service =
        InferenceService.builder("ticket-router").objects(objects);
    ResultSink.of(environment, objects).ifPresent(service::results);
    return service
        .tenants(environment)
        .route("/", route.build())
        .build();
  }
}
