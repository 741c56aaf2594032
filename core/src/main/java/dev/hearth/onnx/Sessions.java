package dev.hearth.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.hearth.Bytes;
import dev.hearth.LoadReport;
import dev.hearth.ModelRef;
import dev.hearth.spi.ModelContent;
import java.nio.file.Path;
import java.util.Map;

/** Creates sessions in the forms that settings ask for. Safe for use by many threads. */
final class Sessions {

  /** Sets the options of one session. */
  interface Setup {
    void accept(OrtSession.SessionOptions options) throws OrtException;
  }

  /** Creates a session with options. */
  private interface Creation {
    OrtSession create(OrtSession.SessionOptions options) throws OrtException;
  }

  private final OrtEnvironment environment;
  private final SessionSettings settings;

  Sessions(OrtEnvironment environment, SessionSettings settings) {
    this.environment = environment;
    this.settings = settings;
  }

  OrtEnvironment environment() {
    return environment;
  }

  SessionSettings settings() {
    return settings;
  }

  /** Returns what creates sessions of one thread each, which does not spin. */
  Sessions narrow() {
    return new Sessions(environment, settings.narrow());
  }

  /** Creates a session of a plain model. */
  SessionHandle exported(ModelContent content) throws OrtException {
    return create(
        options -> {},
        options ->
            content instanceof ModelContent.InMemory memory
                ? environment.createSession(memory.bytes(), options)
                : environment.createSession(
                    ((ModelContent.InFile) content).path().toString(), options));
  }

  /**
   * Creates a session of a variant of a bundle.
   *
   * @param form {@link LoadForm#MAPPED} or {@link LoadForm#PREPACKED}
   */
  SessionHandle prepared(ModelContent.InBundle content, LoadForm form) throws OrtException {
    Path graph = content.variant().graph().in(content.bundle().folder());
    return prepared(graph, content.variant().layoutAtLoad(), form);
  }

  SessionHandle prepared(Path graph, boolean layoutAtLoad, LoadForm form) throws OrtException {
    return create(
        options -> {
          options.setOptimizationLevel(layoutAtLoad ? OptLevel.ALL_OPT : OptLevel.NO_OPT);
          if (form == LoadForm.MAPPED) {
            options.addConfigEntry("session.disable_prepacking", "1");
          }
        },
        options -> environment.createSession(graph.toString(), options));
  }

  /** Makes a model of a session, to be run while the session is open. */
  OnnxModel model(ModelRef ref, LiveSession live, Bytes size) throws OrtException {
    LoadReport report = new LoadReport("file", Map.of());
    return new OnnxModel(ref, size, environment, live, report);
  }

  /**
   * Optimises a model and writes it.
   *
   * @param writing where and how its large tensors are written
   */
  void optimise(Path model, Path graph, OptLevel level, Setup writing) throws OrtException {
    create(
            options -> {
              options.setOptimizationLevel(level);
              options.setOptimizedModelFilePath(graph.toString());
              writing.accept(options);
            },
            options -> environment.createSession(model.toString(), options))
        .close();
  }

  private SessionHandle create(Setup setup, Creation creation) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    try {
      if (settings.intraOpThreads() > 0) {
        options.setIntraOpNumThreads(settings.intraOpThreads());
      }
      if (!settings.spinning()) {
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
      }
      setup.accept(options);
      return new SessionHandle(creation.create(options), options);
    } catch (OrtException | RuntimeException | Error e) {
      options.close();
      throw e;
    }
  }
}
