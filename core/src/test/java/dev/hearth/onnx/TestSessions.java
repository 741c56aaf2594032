package dev.hearth.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.hearth.internal.Counted;
import dev.hearth.spi.ModelContent;
import java.util.Map;

/** Sessions of models that multiply by a number, by which one tells which of them answered. */
final class TestSessions {

  private static final SessionSettings SETTINGS = SessionSettings.defaults().withIntraOpThreads(1);

  private TestSessions() {}

  static SessionHandle times(float factor) {
    return create(model(factor));
  }

  static ModelContent model(float factor) {
    return TinyModel.inMemory(
        new TinyModel()
            .input("x", DataType.FLOAT, "1")
            .output("y", DataType.FLOAT, "1")
            .constant("f", new float[] {factor}, 1)
            .node("Mul", "x f", "y")
            .bytes());
  }

  static SessionHandle create(ModelContent model) {
    try {
      return new Sessions(Environment.get(), SETTINGS).exported(model);
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs what is there now on 1. */
  static float answer(LiveSession live) {
    Counted<SessionHandle> session = live.forRun();
    try {
      return answer(session.value());
    } finally {
      session.release();
    }
  }

  static float answer(SessionHandle handle) {
    try (OnnxTensor one = OnnxTensor.createTensor(Environment.get(), new float[] {1});
        OrtSession.Result result = handle.session().run(Map.of("x", one))) {
      return ((float[]) result.get(0).getValue())[0];
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }

  static boolean isClosed(SessionHandle handle) {
    try {
      handle.session().getInputInfo();
      return false;
    } catch (IllegalStateException e) {
      return true;
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }
}
