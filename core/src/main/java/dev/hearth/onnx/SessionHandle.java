package dev.hearth.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.slf4j.LoggerFactory;

/**
 * A session and the options it was made with, which have to outlive it.
 *
 * @param session the session
 * @param options its options
 */
record SessionHandle(OrtSession session, OrtSession.SessionOptions options)
    implements AutoCloseable {

  /** Makes a session; blocks. */
  interface Build {
    SessionHandle run() throws OrtException;
  }

  /** Frees both. Must not be called while a run is under way: that crashes the process. */
  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      LoggerFactory.getLogger(SessionHandle.class)
          .warn("a session did not close: {}", e.getMessage());
    }
    options.close();
  }
}
