package dev.hearth.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.hearth.ModelRef;
import dev.hearth.bundle.Bundle;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelContent;
import dev.hearth.spi.ModelRuntime;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Runs models with ONNX Runtime on the CPU. Safe for use by many threads.
 *
 * <p>The native libraries are taken from the folder that the system property {@code
 * onnxruntime.native.path} names, else from the one the environment variable {@code HEARTH_NATIVES}
 * names, else from a folder {@code natives} next to Hearth's own jar or one level up, else out of
 * ONNX Runtime's jar, which costs a third of a second of copying at every start.
 */
public final class OnnxRuntime implements ModelRuntime {

  private final SessionSettings settings;
  private final Background background;

  OnnxRuntime(SessionSettings settings, Background background) {
    this.settings = settings;
    this.background = background;
  }

  /**
   * Returns a runtime that uses what the platform gives this process, see {@link
   * SessionSettings#defaults}.
   *
   * @return the runtime; loads nothing yet
   */
  public static OnnxRuntime create() {
    return with(SessionSettings.defaults());
  }

  /**
   * Returns a runtime.
   *
   * @param settings how its sessions use the machine
   * @return the runtime; loads nothing yet
   */
  public static OnnxRuntime with(SessionSettings settings) {
    return new OnnxRuntime(settings, Background.standard());
  }

  @Override
  public void prepare() {
    Environment.get();
  }

  @Override
  public LoadedModel load(ModelRef ref, ModelContent content, LoadContext context) {
    OrtEnvironment environment = context.step("runtime", Environment::get);
    Sessions sessions = new Sessions(environment, settings);
    if (content instanceof ModelContent.InBundle bundle) {
      return new BundleLoader(ref, bundle, sessions, context).load(settings.form(), background);
    }
    OnnxModel model = exported(ref, content, sessions, context);
    if (content instanceof ModelContent.InFile) {
      follow(model, content, sessions);
    } else if (settings.separatesOverlaps()) {
      LoggerFactory.getLogger(OnnxRuntime.class)
          .info(
              "model '{}' keeps one session for all runs: its bytes are not kept after the load;"
                  + " load it from a file, as a cache with a disk layer does",
              ref);
    }
    return model;
  }

  private void follow(OnnxModel model, ModelContent content, Sessions sessions) {
    new Overlaps(settings, background)
        .begin(
            model,
            List.of(),
            new Overlaps.Second(
                () -> sessions.narrow().exported(content),
                content.size().value(),
                () -> SampleInputs.candidates(model.signature())));
  }

  @Override
  public boolean preparesBundles() {
    return settings.form() != LoadForm.EXPORTED;
  }

  @Override
  public Bundle prepareBundle(ModelRef ref, Path model, Path folder) {
    return BundlePreparer.of(ref).variant(VariantSource.of(model)).quick().writeTo(folder);
  }

  private static OnnxModel exported(
      ModelRef ref, ModelContent content, Sessions sessions, LoadContext context) {
    LiveSession live;
    try {
      live = new LiveSession(context.step("session", () -> sessions.exported(content)));
    } catch (OrtException e) {
      throw Failures.ofLoad(ref, content.size(), e);
    }
    try {
      return new OnnxModel(ref, content.size(), sessions.environment(), live, context.report());
    } catch (OrtException | RuntimeException e) {
      live.close();
      throw Failures.ofLoad(ref, content.size(), e);
    } catch (Error e) {
      live.close();
      throw e;
    }
  }
}
