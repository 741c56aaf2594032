package dev.hearth.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.LoadReport;
import dev.hearth.ModelRef;
import dev.hearth.Signature;
import dev.hearth.Tensors;
import dev.hearth.internal.Counted;
import dev.hearth.spi.LoadedModel;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * One model. A run that is alone goes to its first session of ONNX Runtime, one that begins while
 * another is under way to the second, if there is one.
 */
final class OnnxModel implements LoadedModel {

  private static final long KEEP_BYTES = 16L << 20;

  private final ModelRef ref;
  private final Bytes size;
  private final OrtEnvironment environment;
  private final LiveSession live;
  private final RunsInFlight runs = new RunsInFlight();
  private final LoadReport loadReport;
  private final Signature signature;
  private final Map<String, Signature.Port> outputs;
  private final Map<String, OutputPlan> plans;
  private final BufferPool buffers = new BufferPool(KEEP_BYTES);

  /** Cleared when the model turns out to give shapes other than its dimension names promise. */
  private final AtomicBoolean planned = new AtomicBoolean(true);

  /**
   * Makes a model of a session.
   *
   * @param live the session, closed with the model
   */
  OnnxModel(
      ModelRef ref, Bytes size, OrtEnvironment environment, LiveSession live, LoadReport report)
      throws OrtException {
    this.ref = ref;
    this.size = size;
    this.environment = environment;
    this.live = live;
    this.outputs = new LinkedHashMap<>();
    this.plans = new LinkedHashMap<>();
    this.loadReport = report;
    OrtSession session = live.first();
    Collection<NodeInfo> inputs = session.getInputInfo().values();
    this.signature =
        new Signature(Types.ports(ref, inputs), Types.ports(ref, session.getOutputInfo().values()));
    for (NodeInfo output : session.getOutputInfo().values()) {
      plan(output, inputs);
    }
    for (Signature.Port port : signature.outputs()) {
      outputs.put(port.name(), port);
    }
  }

  private OnnxModel(OnnxModel like, LiveSession live) {
    this.ref = like.ref;
    this.size = like.size;
    this.environment = like.environment;
    this.live = live;
    this.loadReport = like.loadReport;
    this.signature = like.signature;
    this.outputs = like.outputs;
    this.plans = like.plans;
  }

  /** Returns this model on other sessions of its own; its runs do not count as runs of this one. */
  OnnxModel on(LiveSession sessions) {
    return new OnnxModel(this, sessions);
  }

  /** Returns the sessions it runs on. */
  LiveSession live() {
    return live;
  }

  /** Returns the runs that are under way. */
  RunsInFlight runs() {
    return runs;
  }

  private void plan(NodeInfo output, Collection<NodeInfo> inputs) {
    @Nullable OutputPlan plan = OutputPlan.of(ref, output, inputs);
    if (plan != null) {
      plans.put(output.getName(), plan);
    }
  }

  @Override
  public ModelRef ref() {
    return ref;
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public Bytes size() {
    return size;
  }

  @Override
  public LoadReport loadReport() {
    return loadReport;
  }

  @Override
  public Tensors run(Tensors inputs, Deadline deadline) {
    deadline.check("running model '" + ref + "'");
    InputCheck.check(ref, signature, inputs);
    boolean alone = runs.begin();
    try {
      return run(live.forRun(alone), inputs, deadline);
    } finally {
      runs.end();
    }
  }

  private Tensors run(Counted<SessionHandle> session, Tensors inputs, Deadline deadline) {
    try (OrtInputs natives = OrtInputs.of(environment, inputs)) {
      return run(session.value().session(), inputs, natives.byName(), deadline);
    } catch (OrtException e) {
      throw Failures.ofRun(ref, e);
    } finally {
      session.release();
    }
  }

  private Tensors run(
      OrtSession session, Tensors inputs, Map<String, OnnxTensor> natives, Deadline deadline)
      throws OrtException {
    if (!planned.get() || plans.isEmpty()) {
      return runOnce(session, new OrtOutputs(environment, buffers, outputs), natives, deadline);
    }
    OrtOutputs pinned = new OrtOutputs(environment, buffers, outputs);
    try {
      pinned.pin(plans, inputs);
      return runOnce(session, pinned, natives, deadline);
    } catch (OrtException e) {
      return runUnplanned(session, natives, deadline, e);
    }
  }

  /** Runs again without buffers of ours; if that succeeds, the plan was wrong. */
  private Tensors runUnplanned(
      OrtSession session, Map<String, OnnxTensor> natives, Deadline deadline, OrtException failure)
      throws OrtException {
    Tensors result;
    try {
      result = runOnce(session, new OrtOutputs(environment, buffers, outputs), natives, deadline);
    } catch (OrtException again) {
      again.addSuppressed(failure);
      throw again;
    }
    if (planned.getAndSet(false)) {
      LoggerFactory.getLogger(OnnxModel.class)
          .warn(
              "model '{}': its outputs do not have the shapes its dimension names promise ({});"
                  + " outputs are copied from now on",
              ref,
              failure.getMessage());
    }
    return result;
  }

  private Tensors runOnce(
      OrtSession session, OrtOutputs results, Map<String, OnnxTensor> natives, Deadline deadline)
      throws OrtException {
    try (RunGuard guard = new RunGuard(deadline)) {
      try (OrtSession.Result result =
          session.run(natives, results.unpinned(), results.pinned(), guard.options())) {
        return results.collect(result);
      } catch (OrtException | RuntimeException | Error e) {
        results.abandon();
        if (guard.stopped()) {
          throw deadline.exceeded("running model '" + ref + "'");
        }
        throw e;
      }
    }
  }

  @Override
  public void close() {
    live.close();
  }

  @Override
  public String toString() {
    return ref + " " + size;
  }
}
