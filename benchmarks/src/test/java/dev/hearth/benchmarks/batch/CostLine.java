package dev.hearth.benchmarks.batch;

import dev.hearth.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Work of a known cost, one run at a time: so much for a run and so much for each item. */
final class CostLine implements Work {

  private final ReentrantLock processor = new ReentrantLock(true);
  private final Duration each;
  private final Duration perItem;

  CostLine(Duration each, Duration perItem) {
    this.each = each;
    this.perItem = perItem;
  }

  @Override
  public List<float[]> run(List<Input> items, Deadline deadline) {
    processor.lock();
    try {
      deadline.check("running a cost line");
      Deadline end = Deadline.after(each.plus(perItem.multipliedBy(items.size())));
      while (!end.passed()) {
        LockSupport.parkNanos(end.remainingNanos());
      }
    } finally {
      processor.unlock();
    }
    return items.stream().map(item -> new float[] {item.row()}).toList();
  }
}
