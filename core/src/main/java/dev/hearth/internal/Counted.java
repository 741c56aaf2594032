package dev.hearth.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Something that is closed, and the number of its users; whoever counts down to zero closes it.
 * Safe for use by many threads, without locks.
 *
 * @param <T> what is counted
 */
public final class Counted<T> {

  private final T value;
  private final Consumer<? super T> closer;

  /** Whoever made it is the first user. */
  private final AtomicInteger users = new AtomicInteger(1);

  /**
   * Begins to count.
   *
   * @param value what is counted
   * @param closer closes it, once, on the thread of its last user
   */
  public Counted(T value, Consumer<? super T> closer) {
    this.value = value;
    this.closer = closer;
  }

  /**
   * Returns what is counted.
   *
   * @return the same object at every call
   */
  public T value() {
    return value;
  }

  /**
   * Adds a user, unless the last one has left already.
   *
   * @return whether the caller is a user now, who has to {@link #release}
   */
  public boolean retain() {
    int now = users.get();
    while (now > 0) {
      int seen = users.compareAndExchange(now, now + 1);
      if (seen == now) {
        return true;
      }
      now = seen;
    }
    return false;
  }

  /** Takes a user away; the last one closes the value. */
  public void release() {
    if (users.decrementAndGet() == 0) {
      closer.accept(value);
    }
  }
}
