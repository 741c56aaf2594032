package dev.hearth.internal;

import dev.hearth.Deadline;
import dev.hearth.ModelUnavailableException;
import dev.hearth.spi.LoadContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One load at a time, shared by everybody who wants its result. Safe for use by many threads.
 *
 * <p>The flight is published before it begins, so exactly one thread begins it and the others join.
 * It runs with no lock held. When it ends it leaves the field again, whether it succeeded or
 * failed, so a failure is seen by those who joined and by nobody later. The result is handed to
 * {@code arrived} before that, and whoever begins a flight first asks {@code present} whether the
 * last one has just arrived.
 *
 * <p>A caller whose deadline passes leaves; the flight goes on. If it has stalled in a part that
 * may be given up (see {@link LoadContext#abandonIfStalled}), the leaving caller takes it out of
 * the field: the next caller begins a new one, those who still wait join that, and what the old one
 * brings, if anything, goes to {@code discard}.
 *
 * @param <T> what is loaded
 */
public final class SingleFlight<T> {

  /** Where a flight's result goes. */
  public interface Landing<T> {

    /** Returns the result of a flight that has arrived already, if it is still good. */
    Optional<T> present();

    /** Takes the result of a flight; called once a flight, before those who joined see it. */
    void arrived(T result);

    /** Takes the result of a flight that was given up. */
    void discard(T result);
  }

  private final String name;
  private final Function<LoadContext, T> task;
  private final Landing<T> landing;
  private final Executor threads;
  private final Supplier<LoadContext> contexts;
  private final Duration patience;
  private final AtomicReference<@Nullable Flight<T>> current = new AtomicReference<>();

  /** Makes a field without a flight; see {@link dev.hearth.spi.ModelSlot} for the parameters. */
  public SingleFlight(
      String name,
      Function<LoadContext, T> task,
      Landing<T> landing,
      Executor threads,
      Supplier<LoadContext> contexts,
      Duration patience) {
    this.name = name;
    this.task = task;
    this.landing = landing;
    this.threads = threads;
    this.contexts = contexts;
    this.patience = patience;
  }

  /** Begins a flight if there is none. Does not block. */
  public void start() {
    startOrJoin();
  }

  /**
   * Waits for the flight under way, or for one it begins.
   *
   * @param deadline how long to wait
   * @return the flight's result
   */
  public T join(Deadline deadline) {
    while (true) {
      Flight<T> flight = startOrJoin();
      WaitGraph.enter(flight);
      try {
        return await(flight, deadline);
      } catch (Flight.GivenUp e) {
        deadline.check("loading " + name);
      } finally {
        WaitGraph.leave();
      }
    }
  }

  private T await(Flight<T> flight, Deadline deadline) throws Flight.GivenUp {
    try {
      return deadline.isNone()
          ? flight.result().get()
          : flight.result().get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      giveUpIfStalled(flight);
      throw deadline.exceeded("loading " + name + " (so far: " + flight.context().report() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelUnavailableException(
          "load of "
              + name
              + ": the waiting thread was interrupted (expected: to wait until it is loaded); call"
              + " again",
          e);
    } catch (ExecutionException e) {
      throw Flight.rethrow(e.getCause());
    }
  }

  private Flight<T> startOrJoin() {
    while (true) {
      Flight<T> flight = current.get();
      if (flight != null) {
        return flight;
      }
      Flight<T> mine = new Flight<>(name, contexts.get());
      if (current.compareAndSet(null, mine)) {
        begin(mine);
        return mine;
      }
    }
  }

  private void begin(Flight<T> flight) {
    Optional<T> arrived = landing.present();
    if (arrived.isPresent()) {
      land(flight, () -> flight.succeed(arrived.get()));
      return;
    }
    try {
      threads.execute(() -> fly(flight));
    } catch (RuntimeException | Error e) {
      land(flight, () -> flight.fail(e));
      throw e;
    }
  }

  private void fly(Flight<T> flight) {
    T result;
    @Nullable Flight<?> outer = WaitGraph.board(flight);
    try {
      result = task.apply(flight.context());
    } catch (Throwable e) {
      // Thrown again in every thread that waits, Errors too; here nobody would see it. A load that
      // failed because it was aborted is one given up, even if who gives it up has yet to say so.
      land(flight, flight.context().abandoned() ? flight::announceGivenUp : () -> flight.fail(e));
      return;
    } finally {
      WaitGraph.disembark(outer);
    }
    if (flight.arrive()) {
      landing.arrived(result);
      land(flight, () -> flight.succeed(result));
    } else {
      landing.discard(result);
    }
  }

  private void land(Flight<T> flight, Runnable outcome) {
    current.compareAndSet(flight, null);
    outcome.run();
  }

  private void giveUpIfStalled(Flight<T> flight) {
    if (flight.context().abandonIfStalled(patience) && flight.giveUp()) {
      current.compareAndSet(flight, null);
      flight.announceGivenUp();
    }
  }
}
