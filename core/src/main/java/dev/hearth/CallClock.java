package dev.hearth;

import dev.hearth.batch.Answers;
import dev.hearth.function.Call;
import dev.hearth.telemetry.BatchShare;
import dev.hearth.telemetry.CallReport;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Notes where the time of one call goes, summed over its parts. Confined to the call's thread. */
final class CallClock {

  private final Ticker ticker;
  private int items;
  private int failed;
  private Duration read = Duration.ZERO;
  private Duration model = Duration.ZERO;
  private Duration infer = Duration.ZERO;
  private Duration write = Duration.ZERO;
  private Optional<BatchShare> batch = Optional.empty();
  private Optional<Problem> problem = Optional.empty();
  private Optional<LoadReport> load = Optional.empty();
  private String foundIn = "none";

  CallClock(Ticker ticker) {
    this.ticker = ticker;
  }

  <T> T reading(Supplier<T> work) {
    long start = ticker.nanos();
    try {
      return work.get();
    } finally {
      read = read.plus(since(start));
    }
  }

  <T> T acquiring(Supplier<T> work) {
    long start = ticker.nanos();
    try {
      return work.get();
    } finally {
      model = model.plus(since(start));
    }
  }

  <T> T inferring(Supplier<T> work) {
    long start = ticker.nanos();
    try {
      return work.get();
    } finally {
      infer = infer.plus(since(start));
    }
  }

  <T> T writing(Supplier<T> work) {
    long start = ticker.nanos();
    try {
      return work.get();
    } finally {
      write = write.plus(since(start));
    }
  }

  /** Notes how items shared batches; the time they waited is none in which the function ran. */
  void batched(Answers<?> answers) {
    Duration waited = Duration.ofNanos(answers.waitedNanos());
    infer = infer.minus(waited);
    BatchShare before = batch.orElse(new BatchShare(Duration.ZERO, 0, ""));
    batch =
        Optional.of(
            new BatchShare(
                before.queued().plus(waited),
                Math.max(before.rows(), answers.batchRows()),
                answers.reason().map(Enum::name).orElse("ALONE")));
  }

  void items(int count) {
    items += count;
  }

  /** Counts items that failed; a call that is answered in parts names the first part's problem. */
  void failed(int count, Problem kind) {
    failed += count;
    problem = problem.or(() -> Optional.of(kind));
  }

  void foundInMemory() {
    foundIn = "memory";
  }

  void firstUseOf(LoadReport report) {
    foundIn = report.foundIn();
    load = Optional.of(report);
  }

  void failed(Problem kind) {
    problem = Optional.of(kind);
  }

  CallReport report(String function, Call call, boolean first) {
    return new CallReport(
        function,
        call.requestId(),
        call.traceId(),
        first,
        items,
        failed < items ? failed : 0,
        foundIn,
        load,
        read,
        model,
        infer,
        write,
        batch,
        problem);
  }

  private Duration since(long start) {
    return Duration.ofNanos(ticker.nanos() - start);
  }
}
