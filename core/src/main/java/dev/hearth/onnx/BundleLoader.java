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
import dev.hearth.spi.ModelContent;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/**
 * Loads one variant of a bundle, in the form that settings ask for. Confined to one load and then
 * to the thread of what follows it.
 */
final class BundleLoader {

  private final ModelRef ref;
  private final ModelContent.InBundle content;
  private final Sessions sessions;
  private final LoadContext context;
  private final BundleVariant variant;
  private LoadForm opened = LoadForm.MAPPED;

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
   * @param background what holds for the work that follows the load
   */
  OnnxModel load(LoadForm form, Background background) {
    if (form == LoadForm.EXPORTED) {
      throw new ConfigurationException(
          "model '"
              + ref
              + "': a bundle (expected: a plain model, as the load form EXPORTED asks for); choose"
              + " another form or publish the plain model");
    }
    LiveSession live = open(form.first());
    try {
      OnnxModel model = model(live);
      follow(model, form, background);
      return model;
    } catch (OrtException | RuntimeException e) {
      live.close();
      throw Failures.ofLoad(ref, content.size(), e);
    }
  }

  private void follow(OnnxModel model, LoadForm form, Background background) {
    BooleanSupplier memoryToSpare = () -> background.memoryToSpare().test(secondPhaseBytes());
    LoadForm last = form == LoadForm.TWO_PHASE ? LoadForm.PREPACKED : opened;
    SecondPhase prepacking =
        new SecondPhase(ref, model.live(), () -> proven(sessions, last), memoryToSpare);
    new Overlaps(sessions.settings(), background)
        .begin(
            model,
            form == LoadForm.TWO_PHASE ? List.of(prepacking::run) : List.of(),
            new Overlaps.Second(
                () -> proven(sessions.narrow(), last),
                secondPhaseBytes(),
                () -> List.of(sample().inputs())));
  }

  private OnnxModel model(LiveSession live) throws OrtException {
    return new OnnxModel(
        ref, Bytes.of(variant.weightBytes()), sessions.environment(), live, context.report());
  }

  private LiveSession open(LoadForm form) {
    opened = form;
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

  /** Makes a session beside the first one, which gives here what it gave where it was prepared. */
  private SessionHandle proven(Sessions from, LoadForm form) throws OrtException {
    SessionHandle handle = from.prepared(content, form);
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
    try (Tensors outputs = model(live).run(sample.inputs(), Deadline.none())) {
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
