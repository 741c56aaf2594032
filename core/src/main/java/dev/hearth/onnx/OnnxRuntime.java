package dev.hearth.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.hearth.ModelRef;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelContent;
import dev.hearth.spi.ModelRuntime;

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

  private OnnxRuntime(SessionSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns a runtime with ONNX Runtime's own choices.
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
    return new OnnxRuntime(settings);
  }

  @Override
  public void prepare() {
    Environment.get();
  }

  @Override
  public LoadedModel load(ModelRef ref, ModelContent content, LoadContext context) {
    OrtEnvironment environment = context.step("runtime", Environment::get);
    SessionHandle handle = context.step("session", () -> open(environment, ref, content));
    try {
      return new OnnxModel(ref, content.size(), environment, handle, context.report());
    } catch (OrtException | RuntimeException e) {
      handle.close();
      throw Failures.ofLoad(ref, content.size(), e);
    } catch (Error e) {
      handle.close();
      throw e;
    }
  }

  private SessionHandle open(OrtEnvironment environment, ModelRef ref, ModelContent content) {
    try {
      OrtSession.SessionOptions options = options();
      try {
        return new SessionHandle(createSession(environment, content, options), options);
      } catch (OrtException | RuntimeException | Error e) {
        options.close();
        throw e;
      }
    } catch (OrtException e) {
      throw Failures.ofLoad(ref, content.size(), e);
    }
  }

  private static OrtSession createSession(
      OrtEnvironment environment, ModelContent content, OrtSession.SessionOptions options)
      throws OrtException {
    if (content instanceof ModelContent.InFile file) {
      return environment.createSession(file.path().toString(), options);
    }
    return environment.createSession(((ModelContent.InMemory) content).bytes(), options);
  }

  private OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    try {
      if (settings.intraOpThreads() > 0) {
        options.setIntraOpNumThreads(settings.intraOpThreads());
      }
      if (!settings.spinning()) {
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
      }
      return options;
    } catch (OrtException e) {
      options.close();
      throw e;
    }
  }
}
