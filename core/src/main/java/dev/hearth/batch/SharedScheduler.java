package dev.hearth.batch;

import dev.hearth.Deadline;
import dev.hearth.Ticker;
import dev.hearth.platform.CpuShare;
import java.time.Duration;

/** The scheduler of this process, made when it is asked for first. */
final class SharedScheduler {

  /** Platforms that tell a process to end give it ten seconds. */
  private static final Duration LAST_SECONDS = Duration.ofSeconds(8);

  static final BatchScheduler INSTANCE =
      BatchScheduler.of(CpuShare.current().threads(), Ticker.system());

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> INSTANCE.drain(Deadline.after(LAST_SECONDS)), "hearth-batch-drain"));
  }

  private SharedScheduler() {}
}
