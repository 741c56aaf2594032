package dev.hearth.onnx;

import ai.onnxruntime.OrtSession;
import dev.hearth.internal.Counted;
import org.jspecify.annotations.Nullable;

/**
 * The session a model runs on now, and perhaps a second one for runs that overlap. The first may be
 * replaced between any two runs; the old one is closed by whoever ends the last run on it. Safe for
 * use by many threads; a run takes no lock.
 */
final class LiveSession implements AutoCloseable {

  private volatile Counted<SessionHandle> current; // written under this
  private volatile @Nullable Counted<SessionHandle> overlapping; // written under this, once
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

  /** Returns the session for one run: the second one, if there is, for a run that is not alone. */
  Counted<SessionHandle> forRun(boolean alone) {
    Counted<SessionHandle> second = alone ? null : overlapping;
    return second != null && second.retain() ? second : forRun();
  }

  /** Adds the session for runs that overlap; false, and it is closed, if the model is. */
  boolean separate(SessionHandle second) {
    synchronized (this) {
      if (!closed) {
        overlapping = counted(second);
        return true;
      }
    }
    second.close();
    return false;
  }

  /** Tells whether runs that overlap have a session of their own. */
  boolean separates() {
    return overlapping != null;
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

  /** Closes its sessions; must not be called while the model may still be run. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    current.release();
    Counted<SessionHandle> second = overlapping;
    if (second != null) {
      second.release();
    }
  }

  private static Counted<SessionHandle> counted(SessionHandle handle) {
    return new Counted<>(handle, SessionHandle::close);
  }
}
