package dev.hearth.cache;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.spi.Alias;
import dev.hearth.spi.ModelStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Knows which version each alias stands for.
 *
 * <p>The first call of a process asks the store, giving the tag that the disk layer kept, so an
 * alias that has not moved costs one small answer. Later calls use what is known; when that has
 * grown old, one of them has it asked again in the background.
 */
final class Aliases {

  /** What an alias stood for when the store was last asked. */
  private record Known(Alias.Version version, long askedNanos) {}

  private final CacheSettings settings;
  private final @Nullable DiskLayer disk;
  private final Map<ModelRef, Known> known = new ConcurrentHashMap<>();

  /** One permit each: whose turn it is to ask. */
  private final Map<ModelRef, Semaphore> turns = new ConcurrentHashMap<>();

  Aliases(CacheSettings settings, @Nullable DiskLayer disk) {
    this.settings = settings;
    this.disk = disk;
  }

  /** What to do when an alias moved: load the new version, let callers have it, drop the old. */
  interface Moved {
    void to(ModelRef old, ModelRef now, Runnable loaded);
  }

  /** Returns the version an alias stands for. Blocks for a request to the store the first time. */
  ModelRef pinned(ModelRef ref, Deadline deadline, Moved moved) {
    if (!ref.isAlias()) {
      return ref;
    }
    Known now = known.get(ref);
    if (now == null) {
      now = askFirst(ref, deadline);
    } else if (isOld(now)) {
      askAgain(ref, now, moved);
    }
    return ref.withVersion(now.version().version());
  }

  /** Tells whether an alias has moved away from a version it stood for. */
  boolean leftBehind(ModelRef ref, ModelRef pinned) {
    Known now = known.get(ref);
    return now != null && !now.version().version().equals(pinned.version());
  }

  private boolean isOld(Known now) {
    Duration age = Duration.ofNanos(settings.ticker().nanos() - now.askedNanos());
    return settings.remote() != null && age.compareTo(settings.revalidateAfter()) >= 0;
  }

  private Known askFirst(ModelRef alias, Deadline deadline) {
    Semaphore turn = turn(alias);
    await(turn, alias, deadline);
    try {
      Known now = known.get(alias);
      return now == null ? learn(alias, ask(alias, noted(alias), deadline)) : now;
    } finally {
      turn.release();
    }
  }

  private static void await(Semaphore turn, ModelRef alias, Deadline deadline) {
    try {
      if (!turn.tryAcquire(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        throw deadline.exceeded("waiting for the version of alias '" + alias + "'");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelUnavailableException(
          "alias '"
              + alias
              + "': the waiting thread was interrupted (expected: to wait until the store answers);"
              + " call again",
          e);
    }
  }

  private void askAgain(ModelRef alias, Known old, Moved moved) {
    Semaphore turn = turn(alias);
    if (!turn.tryAcquire()) {
      return;
    }
    try {
      settings
          .threads()
          .execute(
              () -> {
                try {
                  revalidate(alias, old, moved);
                } finally {
                  turn.release();
                }
              });
    } catch (RuntimeException | Error e) {
      turn.release();
      throw e;
    }
  }

  private void revalidate(ModelRef alias, Known old, Moved moved) {
    Alias.Version last = old.version();
    try {
      Alias.Version now = ask(alias, Optional.of(last), Deadline.none());
      if (now.version().equals(last.version())) {
        learn(alias, now);
        return;
      }
      moved.to(
          alias.withVersion(last.version()),
          alias.withVersion(now.version()),
          () -> learn(alias, now));
    } catch (RuntimeException e) {
      // The old version goes on answering; the next look comes after the usual time.
      LoggerFactory.getLogger(Aliases.class)
          .warn("alias '{}' stays at {}: {}", alias, last.version(), e.getMessage());
      learn(alias, last);
    }
  }

  private Semaphore turn(ModelRef alias) {
    return turns.computeIfAbsent(alias, key -> new Semaphore(1));
  }

  private Known learn(ModelRef alias, Alias.Version version) {
    Known now = new Known(version, settings.ticker().nanos());
    Known before = known.put(alias, now);
    if (disk != null && (before == null || !before.version().equals(version))) {
      disk.noteAlias(alias, version);
    }
    return now;
  }

  private Alias.Version ask(ModelRef alias, Optional<Alias.Version> last, Deadline deadline) {
    ModelStore store = settings.remote();
    if (store == null) {
      return last.orElseThrow(() -> nowhere(alias));
    }
    Duration wait = answerWait(deadline, last.isPresent());
    try {
      Alias answer =
          store.resolve(
              alias,
              last.map(Alias.Version::etag).orElse(null),
              Deadline.after(wait, settings.ticker()));
      return answer instanceof Alias.Version version
          ? version
          : last.orElseThrow(() -> nowhere(alias));
    } catch (ModelUnavailableException e) {
      return lastKnown(alias, last, e);
    } catch (DeadlineExceededException e) {
      deadline.check("waiting for the version of alias '" + alias + "'");
      return lastKnown(alias, last, unanswered(alias, store, wait, e));
    }
  }

  /** Leaves a caller who could do with the last answer half its time for the model itself. */
  private Duration answerWait(Deadline deadline, boolean dispensable) {
    Duration left = deadline.remaining().dividedBy(dispensable ? 2 : 1);
    return left.compareTo(settings.openWait()) < 0 ? left : settings.openWait();
  }

  /** An answer of yesterday is better than none, as long as somebody hears of it. */
  private static Alias.Version lastKnown(
      ModelRef alias, Optional<Alias.Version> last, ModelUnavailableException failure) {
    if (last.isEmpty()) {
      throw failure;
    }
    LoggerFactory.getLogger(Aliases.class)
        .warn(
            "alias '{}': taken as version {}, which it stood for when last asked: {}",
            alias,
            last.get().version(),
            failure.getMessage());
    return last.get();
  }

  private Optional<Alias.Version> noted(ModelRef alias) {
    return disk == null ? Optional.empty() : disk.alias(alias);
  }

  private static ModelUnavailableException unanswered(
      ModelRef alias, ModelStore store, Duration wait, DeadlineExceededException cause) {
    return new ModelUnavailableException(
        "alias '"
            + alias
            + "': "
            + store.location()
            + " did not answer within "
            + wait.toMillis()
            + " ms (expected: the version it stands for); call again",
        cause);
  }

  private static ConfigurationException nowhere(ModelRef alias) {
    return new ConfigurationException(
        "alias '"
            + alias
            + "': unknown (expected: a store that says which version it stands for); configure a"
            + " remote store or name a version");
  }
}
