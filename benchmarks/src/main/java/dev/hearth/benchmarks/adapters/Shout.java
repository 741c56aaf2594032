package dev.hearth.benchmarks.adapters;

import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.Inference;
import dev.hearth.InferenceService;
import dev.hearth.LazyModel;
import dev.hearth.Lease;
import dev.hearth.LoadReport;
import dev.hearth.Model;
import dev.hearth.ModelRef;
import dev.hearth.Signature;
import dev.hearth.Tensors;
import dev.hearth.function.Codec;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.Locale;
import java.util.Map;

/** A function that costs next to nothing, over a model that is always there. */
final class Shout implements Codec<String, String> {

  static final String ITEM = "{\"text\":\"I forgot my password and cannot sign in\"}";

  @Override
  public String read(JsonValue json) {
    return json.field("text").text();
  }

  @Override
  public void write(String result, JsonSink json) {
    json.beginObject().field("shout", result).endObject();
  }

  static InferenceService service() {
    return InferenceService.of(
        Inference.builder(
                "shout",
                new Weightless(),
                new Shout(),
                (model, items, call) ->
                    items.stream().map(text -> text.toUpperCase(Locale.ROOT)).toList())
            .build());
  }

  /** Leases itself. */
  private static final class Weightless implements LazyModel, Model, Lease<Model> {

    private final ModelRef ref = ModelRef.parse("weightless@1");
    private final LoadReport report = new LoadReport("memory", Map.of());

    @Override
    public ModelRef ref() {
      return ref;
    }

    @Override
    public Lease<Model> acquire(Deadline deadline) {
      return this;
    }

    @Override
    public boolean isLoaded() {
      return true;
    }

    @Override
    public void preload() {}

    @Override
    public Model get() {
      return this;
    }

    @Override
    public void close() {}

    @Override
    public Signature signature() {
      return Signature.any();
    }

    @Override
    public Tensors run(Tensors inputs, Deadline deadline) {
      throw new UnsupportedOperationException("a model without weights");
    }

    @Override
    public Bytes size() {
      return Bytes.of(0);
    }

    @Override
    public LoadReport loadReport() {
      return report;
    }
  }
}
