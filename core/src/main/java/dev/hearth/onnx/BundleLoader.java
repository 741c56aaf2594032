package dev.hearth.onnx;

import ai.onnxruntime.OrtException;
import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.Tensors;
import dev.hearth.bundle.BundleVariant;
import dev.hearth.bundle.PreparedOn;
import dev.hearth.bundle.Sample;
import dev.hearth.platform.CpuFeatures;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadThreads;
import dev.hearth.spi.ModelContent;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongPredicate;
import org.slf4j.LoggerFactory;

/** Loads one variant of a bundle, in the form that settings ask for. Confined to one load. */
final class BundleLoader {

  private final ModelRef ref;
  private final ModelContent.InBundle content;
  private final Sessions sessions;
  private final LoadContext context;
  private final BundleVariant variant;

  BundleLoader(
      ModelRef ref, ModelContent.InBundle content, Sessions sessions, LoadContext context) {
    this.ref = ref;
    this.content = content;
    this.sessions = sessions;
    this.context = context;
    this.variant = content.variant();
  }

  /**
   * Loads the variant. Blocks.
   *
   * @param memoryToSpare whether so many bytes may be taken for the second phase
   * @param secondPhaseWait how long the second phase waits for the first run
   */
  OnnxModel load(LoadForm form, LongPredicate memoryToSpare, Duration secondPhaseWait) {
    if (form == LoadForm.EXPORTED) {
      throw new ConfigurationException(
          "model '"
              + ref
              + "': a bundle (expected: a plain model, as the load form EXPORTED asks for); choose"
              + " another form or publish the plain model");
    }
    LiveSession live = open(form.first());
    try {
      if (form != LoadForm.TWO_PHASE) {
        return model(live, () -> {});
      }
      SecondPhase second =
          new SecondPhase(
              ref,
              live,
              this::second,
              () -> memoryToSpare.test(secondPhaseBytes()),
              secondPhaseWait);
      OnnxModel model = model(live, second::runEnded);
      second.begin(LoadThreads.daemon(ref + " second phase"));
      return model;
    } catch (OrtException | RuntimeException e) {
      live.close();
      throw Failures.ofLoad(ref, content.size(), e);
    }
  }

  private OnnxModel model(LiveSession live, Runnable runEnded) throws OrtException {
    return new OnnxModel(
        ref,
        Bytes.of(variant.weightBytes()),
        sessions.environment(),
        live,
        context.report(),
        runEnded);
  }

  private LiveSession open(LoadForm form) {
    BundleCheck check = BundleCheck.begin(content);
    SessionHandle handle;
    try {
      handle = context.step("session", () -> sessions.prepared(content, form));
    } catch (OrtException e) {
      check.end(); // What is wrong with the bytes tells more than what came of it.
      throw Failures.ofLoad(ref, content.size(), e);
    }
    LiveSession live = new LiveSession(handle);
    try {
      context.step(
          "check",
          () -> {
            check.end();
            return live;
          });
      return proven(live, form);
    } catch (OrtException | RuntimeException e) {
      live.close();
      throw Failures.ofLoad(ref, content.size(), e);
    }
  }

  /** Sees to it that a bundle prepared elsewhere gives here what it gave there. */
  private LiveSession proven(LiveSession live, LoadForm form) throws OrtException {
    if (isLikeHere()) {
      return live;
    }
    Sample sample = sample();
    double difference = context.step("sample", () -> difference(live, sample));
    if (difference <= sample.tolerance()) {
      return live;
    }
    if (form == LoadForm.MAPPED) {
      throw differs(difference, sample.tolerance());
    }
    LoggerFactory.getLogger(BundleLoader.class)
        .warn(
            "model '{}': its prepacked weights do not suit this processor (prepared for {}, here"
                + " {}); loaded without them: prepare it on a machine like this one",
            ref,
            preparedOn(),
            here());
    live.close();
    return open(LoadForm.MAPPED);
  }

  private SessionHandle second() throws OrtException {
    SessionHandle handle = sessions.prepared(content, LoadForm.PREPACKED);
    if (isLikeHere()) {
      return handle;
    }
    try {
      Sample sample = sample();
      double difference = difference(new LiveSession(handle), sample);
      if (difference > sample.tolerance()) {
        throw differs(difference, sample.tolerance());
      }
      return handle;
    } catch (OrtException | RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  /** Returns what the second phase takes: pages of a file where it can be mapped, else a copy. */
  private long secondPhaseBytes() {
    return variant.prepacked() ? variant.prepackedBytes() : variant.weightBytes();
  }

  private double difference(LiveSession live, Sample sample) throws OrtException {
    try (Tensors outputs = model(live, () -> {}).run(sample.inputs(), Deadline.none())) {
      return sample.difference(outputs);
    }
  }

  private Sample sample() {
    variant.sample().verify("model '" + ref + "'", content.bundle().folder());
    return Sample.read("model '" + ref + "'", variant.sample().in(content.bundle().folder()));
  }

  private boolean isLikeHere() {
    return preparedOn().isLike(here());
  }

  private PreparedOn preparedOn() {
    return content.bundle().manifest().preparedOn();
  }

  private PreparedOn here() {
    return new PreparedOn(sessions.environment().getVersion(), CpuFeatures.current());
  }

  private ModelBrokenException differs(double difference, double tolerance) {
    return new ModelBrokenException(
        String.format(
            Locale.ROOT,
            "model '%s', variant '%s': its sample gives other outputs here, by %.2g (expected: at"
                + " most %.2g; prepared for %s, here %s); prepare it on a machine like this one",
            ref,
            variant.name(),
            difference,
            tolerance,
            preparedOn(),
            here()));
  }
}
