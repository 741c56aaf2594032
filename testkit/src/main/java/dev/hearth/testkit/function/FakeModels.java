package dev.hearth.testkit.function;

import dev.hearth.ConfigurationException;
import dev.hearth.LazyModel;
import dev.hearth.ModelRef;
import dev.hearth.ModelSource;
import dev.hearth.Signature;
import dev.hearth.Tensors;
import dev.hearth.function.ModelProvider;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Models that answer by Java code, for tests of the code around them. Safe for use by many threads.
 *
 * <pre>{@code
 * FakeModels models = new FakeModels()
 *     .with("mini", inputs -> Tensors.of("score", Tensor.of(new float[] {0.9f}, 1)));
 * }</pre>
 *
 * <p>A model is known by its name, whatever its version, and loads at once. What a function expects
 * of a model's signature is not looked at: that needs the model itself.
 */
public final class FakeModels implements ModelSource {

  private record Script(Runnable load, UnaryOperator<Tensors> run) {}

  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final Map<ModelRef, ScriptedModel> models = new ConcurrentHashMap<>();

  /** Makes a source without models. */
  public FakeModels() {}

  /**
   * Adds a model, in the place of the one of that name there may be.
   *
   * @param name its name, without a version
   * @param run makes the outputs of the inputs, on the caller's thread; what it throws fails the
   *     run
   * @return this source
   */
  public FakeModels with(String name, UnaryOperator<Tensors> run) {
    scripts.put(name, new Script(() -> {}, run));
    return this;
  }

  /**
   * Adds a model that cannot be loaded, in the place of the one of that name there may be.
   *
   * @param name its name, without a version
   * @param failure what each load throws: a {@link dev.hearth.ModelUnavailableException}, say
   * @return this source
   */
  public FakeModels failing(String name, RuntimeException failure) {
    Runnable load =
        () -> {
          throw failure;
        };
    scripts.put(name, new Script(load, inputs -> inputs));
    return this;
  }

  /**
   * Returns a provider that gives this source whatever the environment says.
   *
   * @return the provider
   */
  public ModelProvider provider() {
    return environment -> this;
  }

  /**
   * Returns how often a model was loaded.
   *
   * @param name its name, without a version
   * @return the number of loads begun, of all its versions
   */
  public int loads(String name) {
    return models.values().stream()
        .filter(model -> model.ref().name().equals(name))
        .mapToInt(ScriptedModel::loads)
        .sum();
  }

  /**
   * Returns how often a model was run.
   *
   * @param name its name, without a version
   * @return the number of runs begun, of all its versions
   */
  public int runs(String name) {
    return models.values().stream()
        .filter(model -> model.ref().name().equals(name))
        .mapToInt(ScriptedModel::runs)
        .sum();
  }

  /**
   * Returns a model by reference; one that was not added fails when it is loaded, as in a cache.
   *
   * @param ref the name and version, or an alias
   * @param expected not looked at
   * @return the model, not yet loaded, the same for the same reference
   */
  @Override
  public LazyModel model(ModelRef ref, Signature expected) {
    return models.computeIfAbsent(
        ref,
        wanted ->
            new ScriptedModel(
                wanted,
                () -> script(wanted).load().run(),
                inputs -> script(wanted).run().apply(inputs)));
  }

  private Script script(ModelRef ref) {
    return Optional.ofNullable(scripts.get(ref.name()))
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "model '"
                        + ref
                        + "': not among the fakes (expected: one of "
                        + new TreeSet<>(scripts.keySet())
                        + "); add it by with(...)"));
  }
}
