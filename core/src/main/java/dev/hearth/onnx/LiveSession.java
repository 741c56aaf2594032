package dev.hearth.onnx;

import ai.onnxruntime.OrtSession;
import dev.hearth.internal.Counted;

/**
 * The session a model runs on now. It may be replaced between any two runs; the old one is closed
 * by whoever ends the last run on it. Safe for use by many threads; a run takes no lock.
 */
final class LiveSession implements AutoCloseable {

  private volatile Counted<SessionHandle> current; // written under this
  private boolean closed; // guarded by this

  LiveSession(SessionHandle first) {
    this.current = counted(first);
  }

  /** Returns the session the model was loaded with; nobody runs or replaces it yet. */
  OrtSession first() {
    return current.value().session();
  }

  /** Returns the session for one run, to be released when the run has ended. */
  Counted<SessionHandle> forRun() {
    while (true) {
      Counted<SessionHandle> session = current;
      if (session.retain()) {
        return session;
      }
      if (current == session) {
        throw new IllegalStateException(
            "the model is closed (expected: to be leased while it runs)");
      }
      // Replaced between the look and the count: the new one is there already.
    }
  }

  /** Puts another session in the place of this one; false, and it is closed, if the model is. */
  boolean replace(SessionHandle next) {
    Counted<SessionHandle> leaving = counted(next);
    boolean replaced;
    synchronized (this) {
      replaced = !closed;
      if (replaced) {
        Counted<SessionHandle> old = current;
        current = leaving;
        leaving = old;
      }
    }
    leaving.release();
    return replaced;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Closes the session; must not be called while the model may still be run. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    current.release();
  }

  private static Counted<SessionHandle> counted(SessionHandle handle) {
    return new Counted<>(handle, SessionHandle::close);
  }
}
