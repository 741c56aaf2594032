package dev.hearth.benchmarks.batch;

import dev.hearth.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An open load under way: one thread sees to it that calls begin when they are due. */
final class Running {

  /** How long stragglers are waited for. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final OpenLoad load;
  private final Caller caller;
  private final CallerPool pool;
  private final long begin;
  private final AtomicReferenceArray<@Nullable Sample> samples;
  private final CountDownLatch ended;
  private final AtomicInteger open = new AtomicInteger();
  private int unheld;

  Running(OpenLoad load, Caller caller, CallerPool pool, long begin) {
    this.load = load;
    this.caller = caller;
    this.pool = pool;
    this.begin = begin;
    this.samples = new AtomicReferenceArray<>(load.arrivals().all().size());
    this.ended = new CountDownLatch(samples.length());
  }

  OpenLoad.Result run() throws InterruptedException {
    long half = load.arrivals().span().toNanos() / 2;
    boolean halfOver = false;
    for (int i = 0; i < samples.length(); i++) {
      long due = load.arrivals().all().get(i).nanos();
      if (!halfOver && due >= half) {
        parkUntil(begin + half);
        load.halfway().run();
        halfOver = true;
      }
      parkUntil(begin + due);
      beginCall(i);
    }
    if (!ended.await(GRACE.toNanos(), TimeUnit.NANOSECONDS)) {
      caller.surprises().accept(new IllegalStateException(ended.getCount() + " calls never ended"));
    }
    return new OpenLoad.Result(counted(Ticker.system().nanos() - begin), unheld);
  }

  private void beginCall(int index) {
    if (open.incrementAndGet() > CallerPool.SIZE) {
      unheld++;
    }
    pool.threads().execute(() -> call(index));
  }

  private void call(int index) {
    Arrivals.Due due = load.arrivals().all().get(index);
    try {
      samples.set(index, caller.call(begin, due.nanos(), due.tenant()));
    } finally {
      open.decrementAndGet();
      ended.countDown();
    }
  }

  private Latencies counted(long now) {
    List<Sample> counted = new ArrayList<>();
    for (int i = 0; i < samples.length(); i++) {
      Arrivals.Due due = load.arrivals().all().get(i);
      if (due.nanos() >= load.warm().toNanos()) {
        @Nullable Sample sample = samples.get(i);
        counted.add(
            sample != null ? sample : new Sample(due.nanos(), now, Fate.LATE, due.tenant()));
      }
    }
    return new Latencies(counted, load.arrivals().span().minus(load.warm()));
  }

  private static void parkUntil(long nanos) throws InterruptedException {
    long left = nanos - Ticker.system().nanos();
    while (left > 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while waiting for the next call to be due");
      }
      LockSupport.parkNanos(left);
      left = nanos - Ticker.system().nanos();
    }
  }
}
