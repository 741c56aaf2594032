package dev.hearth.testkit.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Keeps the newest lines of one output stream and passes each on. */
final class LineLog {
  static final int MAX_LINES = 100_000;

  private final Monitor monitor = new Monitor();
  private final Deque<String> lines = new ArrayDeque<>();
  private final String stream;
  private final Consumer<String> listener;

  LineLog(String stream, Consumer<String> listener) {
    this.stream = stream;
    this.listener = listener;
  }

  /** Reads to the end; a listener that throws is told no more lines, and the log says so. */
  void drain(BufferedReader reader) {
    boolean told = true;
    try (reader) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
        told = told && tell(line);
      }
    } catch (IOException e) {
      add("[" + stream + " could not be read further: " + e.getMessage() + "]");
    }
  }

  private boolean tell(String line) {
    try {
      listener.accept(line);
      return true;
    } catch (RuntimeException e) {
      add("[the listener of " + stream + " failed and is told no more lines: " + e + "]");
      return false;
    }
  }

  private void add(String line) {
    monitor.run(
        () -> {
          if (lines.size() == MAX_LINES) {
            lines.removeFirst();
          }
          lines.addLast(line);
        });
  }

  List<String> all() {
    return monitor.read(() -> List.copyOf(lines));
  }

  List<String> last(int count) {
    List<String> all = all();
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  String await(Predicate<String> wanted, Duration limit) {
    return monitor.await(
        limit,
        () -> find(wanted),
        () -> "line on %s: none matched within %s (%d lines)".formatted(stream, limit, count()));
  }

  private Optional<String> find(Predicate<String> wanted) {
    return lines.stream().filter(wanted).findFirst();
  }

  private int count() {
    return lines.size();
  }
}
