package dev.hearth;

import dev.hearth.function.Codec;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What inference functions are made of in tests: a codec, and models without weights. */
public final class InferenceParts {

  private InferenceParts() {}

  /** Reads {@code {"n": 1}}, writes {@code {"text": "1"}}. */
  public static class NumberCodec implements Codec<Long, String> {

    @Override
    public Long read(JsonValue json) {
      return json.field("n").integer();
    }

    @Override
    public void write(String result, JsonSink json) {
      json.beginObject().field("text", result).endObject();
    }
  }

  /** A model that is nothing but the account of how it was loaded. */
  public static final class WeightlessModel implements Model {

    private final LoadReport report;

    public WeightlessModel(String foundIn) {
      this.report = new LoadReport(foundIn, Map.of("fetch", Duration.ofMillis(80)));
    }

    @Override
    public ModelRef ref() {
      return ModelRef.parse("weightless@1");
    }

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

  /** Leases whatever model the test has put there, and keeps count. */
  public static final class CountedModel implements LazyModel {

    public final AtomicInteger preloads = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    public final List<Deadline> acquired = new CopyOnWriteArrayList<>();
    public volatile Supplier<Model> loader;

    public CountedModel(Supplier<Model> loader) {
      this.loader = loader;
    }

    @Override
    public ModelRef ref() {
      return ModelRef.parse("weightless");
    }

    @Override
    public boolean isLoaded() {
      return !acquired.isEmpty();
    }

    @Override
    public void preload() {
      preloads.incrementAndGet();
    }

    @Override
    public Lease<Model> acquire(Deadline deadline) {
      acquired.add(deadline);
      Model model = loader.get();
      return new Lease<>() {
        @Override
        public Model get() {
          return model;
        }

        @Override
        public void close() {
          closed.incrementAndGet();
        }
      };
    }
  }
}
