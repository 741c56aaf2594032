package dev.hearth;

import dev.hearth.internal.SingleFlight;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadThreads;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value of this process that is made when it is first wanted and kept: a vocabulary, an index, a
 * table of embeddings. Safe for use by many threads.
 *
 * <p>However many threads want it, it is made once, on a thread of its own. A failure is seen by
 * all who waited and then forgotten, so the next call tries again; a value that needs itself fails
 * at once.
 *
 * <p>Because the value is made on another thread, {@link #get} must not be called from a static
 * initialiser of a class that the making needs: the two threads would wait for each other.
 *
 * @param <T> the value
 */
public final class Lazy<T> {

  private final AtomicReference<@Nullable T> value = new AtomicReference<>();
  private final SingleFlight<T> making;

  private Lazy(String name, Supplier<? extends T> maker) {
    this.making =
        new SingleFlight<>(
            name,
            context -> Objects.requireNonNull(maker.get(), name),
            new Keep(),
            LoadThreads.daemon(name),
            () -> new LoadContext(Ticker.system()),
            Duration.ZERO);
  }

  /**
   * Describes a value; makes nothing yet.
   *
   * @param name what it is, for messages and thread names
   * @param maker makes the value; must not return null
   * @param <T> the value
   * @return the value to be
   */
  public static <T> Lazy<T> of(String name, Supplier<? extends T> maker) {
    return new Lazy<>(name, maker);
  }

  /**
   * Returns the value, making it if this is the first call. Blocks while it is made, at most until
   * the deadline; the making goes on for the calls to come.
   *
   * @param deadline how long the caller will wait
   * @return the value, the same at every call
   * @throws DeadlineExceededException if the deadline passed
   * @throws RuntimeException what the maker threw
   */
  public T get(Deadline deadline) {
    T made = value.get();
    return made != null ? made : making.join(deadline);
  }

  /**
   * Tells whether the value is made. Does not block.
   *
   * @return whether {@link #get} would return at once
   */
  public boolean isMade() {
    return value.get() != null;
  }

  /** Begins making the value if it is neither made nor being made. Does not block. */
  public void preload() {
    if (value.get() == null) {
      making.start();
    }
  }

  private final class Keep implements SingleFlight.Landing<T> {

    @Override
    public Optional<T> present() {
      return Optional.ofNullable(value.get());
    }

    @Override
    public void arrived(T result) {
      value.set(result);
    }

    @Override
    public void discard(T result) {}
  }
}
