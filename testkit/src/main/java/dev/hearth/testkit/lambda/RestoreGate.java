package dev.hearth.testkit.lambda;

import java.util.ArrayList;
import java.util.List;

/** Holds a function at {@code restore/next}, where the platform takes its snapshot. */
final class RestoreGate {
  private final Monitor monitor;
  private final List<Runnable> held = new ArrayList<>();
  private boolean open;

  RestoreGate(Monitor monitor, boolean open) {
    this.monitor = monitor;
    this.open = open;
  }

  /** Runs the task now if the gate is open, when it opens if not. */
  void pass(Runnable task) {
    boolean now =
        monitor.change(
            () -> {
              if (!open) {
                held.add(task);
              }
              return open;
            });
    if (now) {
      task.run();
    }
  }

  void open() {
    List<Runnable> freed =
        monitor.change(
            () -> {
              open = true;
              List<Runnable> all = List.copyOf(held);
              held.clear();
              return all;
            });
    freed.forEach(Runnable::run);
  }
}
