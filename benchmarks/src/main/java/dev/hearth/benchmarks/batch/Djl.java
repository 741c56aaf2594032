package dev.hearth.benchmarks.batch;

import ai.djl.ModelException;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import dev.hearth.Deadline;
import dev.hearth.ModelBrokenException;
import dev.hearth.onnx.SessionSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * DJL in process, on the same ONNX Runtime with as many threads: a predictor for each calling
 * thread.
 *
 * <p>A predictor stacks the items that one caller hands over, here one. Grouping the items of
 * several callers is the job of {@code WorkLoadManager} in DJL Serving ({@code
 * ai.djl.serving:wlm}), of which Maven Central had neither release 0.36.0 nor 0.38.0, so it is not
 * compared. Deadlines are unknown to DJL and not heeded.
 */
final class Djl implements Batching {

  private static final String ENGINE = "OnnxRuntime";

  private final ZooModel<Input, float[]> model;
  private final Queue<Predictor<Input, float[]>> opened = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<Predictor<Input, float[]>> predictors =
      ThreadLocal.withInitial(this::open);

  private Djl(ZooModel<Input, float[]> model) {
    this.model = model;
  }

  /**
   * Makes DJL's engine, which insists on making the environment of ONNX Runtime, with threads for
   * all sessions: has to come before anything else uses ONNX Runtime. One thread means none beside
   * those of each session.
   */
  static void prepareEngine() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.onnxruntime.num_threads", "1");
    System.setProperty("ai.djl.onnxruntime.num_interop_threads", "1");
    Engine.getEngine(ENGINE);
  }

  /** Loads a model as exported. */
  static Djl load(Path exported, Stacking stacking) {
    String threads = Integer.toString(SessionSettings.defaults().intraOpThreads());
    Criteria<Input, float[]> criteria =
        Criteria.builder()
            .setTypes(Input.class, float[].class)
            .optModelPath(exported)
            .optEngine(ENGINE)
            .optOption("intraOpNumThreads", threads)
            .optTranslator(new DjlTranslator(stacking))
            .build();
    try {
      return new Djl(criteria.loadModel());
    } catch (IOException | ModelException e) {
      throw new ModelBrokenException("model '" + exported + "' was not loaded by DJL", e);
    }
  }

  @Override
  public float[] call(Input item, Deadline deadline, String tenant) {
    try {
      return predictors.get().batchPredict(List.of(item)).get(0);
    } catch (TranslateException e) {
      throw new IllegalStateException("DJL failed: " + e.getMessage(), e);
    }
  }

  private Predictor<Input, float[]> open() {
    Predictor<Input, float[]> predictor = model.newPredictor();
    opened.add(predictor);
    return predictor;
  }

  @Override
  public void close() {
    opened.forEach(Predictor::close);
    model.close();
  }
}
