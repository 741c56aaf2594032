package dev.hearth.gcf.functions;

import dev.hearth.ConcurrencyLimit;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.LazyModel;
import dev.hearth.ModelUnavailableException;
import dev.hearth.gcf.HttpInferenceFunction;
import java.util.concurrent.CountDownLatch;

/**
 * {@link Shout} at several routes: {@code /} as many as come, {@code /narrow} one call at a time
 * and none that waits, {@code /limited} as the environment says, {@code /lines} one item at a time,
 * {@code /open} on a model that loads even if the others' model does not.
 */
public final class Shouting extends HttpInferenceFunction {

  /**
   * What the load does: {@code ok}, or {@code fail} or {@code hold} until a call says {@code
   * release load}.
   */
  public static final String LOAD = "SHOUT_LOAD";

  /** Reads the settings from the environment. */
  public Shouting() {
    this(service(Environment.system()), Environment.system());
  }

  /**
   * Makes the function.
   *
   * @param service what it serves
   * @param environment its settings
   */
  public Shouting(InferenceService service, Environment environment) {
    super(service, environment);
  }

  /**
   * Describes what is served.
   *
   * @param environment the settings
   * @return the service
   */
  public static InferenceService service(Environment environment) {
    String load = environment.text(LOAD, "ok");
    LazyModel model = new MemoryModel(() -> load(load));
    return InferenceService.builder("shouting")
        .route("/", Shout.on(model).build())
        .route("/narrow", Shout.on(model).maxBatch(1).limit(ConcurrencyLimit.of(1, 0)).build())
        .route("/lines", Shout.on(model).maxBatch(1).build())
        .route("/limited", Shout.on(model).limit(ConcurrencyLimit.of(environment)).build())
        .route("/open", Shout.on(new MemoryModel(() -> {})).build())
        .build();
  }

  private static void load(String kind) {
    CountDownLatch released = Shout.sign("released load");
    if (kind.equals("fail") && released.getCount() > 0) {
      throw new ModelUnavailableException("store: down; retry");
    }
    if (kind.equals("hold")) {
      Shout.await(released);
    }
  }
}
