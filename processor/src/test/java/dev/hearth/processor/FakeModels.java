package dev.hearth.processor;

import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.LazyModel;
import dev.hearth.Lease;
import dev.hearth.LoadReport;
import dev.hearth.Model;
import dev.hearth.ModelRef;
import dev.hearth.ModelSource;
import dev.hearth.Signature;
import dev.hearth.Tensors;
import dev.hearth.function.ModelProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives models that have a name and a signature and compute nothing. */
public final class FakeModels implements ModelProvider {

  /** What has been asked for, as {@code name@version inputs}. */
  public static final List<String> ASKED = new CopyOnWriteArrayList<>();

  /** Made by written code. */
  public FakeModels() {}

  @Override
  public ModelSource models(Environment environment) {
    return (ref, expected) -> {
      ASKED.add(ref + " " + expected.inputs());
      return new FakeLazyModel(new FakeModel(ref, expected));
    };
  }

  private record FakeLazyModel(Model model) implements LazyModel {

    @Override
    public ModelRef ref() {
      return model.ref();
    }

    @Override
    public Lease<Model> acquire(Deadline deadline) {
      return new Lease<>() {
        @Override
        public Model get() {
          return model;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public boolean isLoaded() {
      return true;
    }

    @Override
    public void preload() {}
  }

  private record FakeModel(ModelRef ref, Signature signature) implements Model {

    @Override
    public Tensors run(Tensors inputs, Deadline deadline) {
      throw new UnsupportedOperationException("a fake computes nothing");
    }

    @Override
    public Bytes size() {
      return Bytes.of(1);
    }

    @Override
    public LoadReport loadReport() {
      return new LoadReport("fake", Map.of());
    }
  }
}
