package dev.hearth.spi;

import java.util.concurrent.Executor;

/** Threads for loads: a new daemon thread each, because loads are rare and block for long. */
public final class LoadThreads {

  private LoadThreads() {}

  /**
   * Returns an executor that starts a daemon thread for each task.
   *
   * @param name what the threads do, for their names
   * @return the executor; holds no thread while idle
   */
  public static Executor daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, "hearth-load " + name);
      thread.setDaemon(true);
      thread.start();
    };
  }
}
