package dev.hearth.testkit.lambda;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** When the running process first made each call, and what it reported. Guarded by the monitor. */
final class Sightings {
  private final Monitor monitor;
  private final Map<RuntimeCall, Long> firstNanos = new EnumMap<>(RuntimeCall.class);
  private final Map<RuntimeCall, ErrorReport> reports = new EnumMap<>(RuntimeCall.class);

  Sightings(Monitor monitor) {
    this.monitor = monitor;
  }

  void saw(RuntimeCall call, long nanos) {
    monitor.run(() -> firstNanos.putIfAbsent(call, nanos));
  }

  void saw(RuntimeCall call, long nanos, ErrorReport report) {
    monitor.run(
        () -> {
          firstNanos.putIfAbsent(call, nanos);
          reports.putIfAbsent(call, report);
        });
  }

  Optional<Long> first(RuntimeCall call) {
    return monitor.read(() -> Optional.ofNullable(firstNanos.get(call)));
  }

  Optional<ErrorReport> report(RuntimeCall call) {
    return monitor.read(() -> Optional.ofNullable(reports.get(call)));
  }

  void clear() {
    monitor.run(
        () -> {
          firstNanos.clear();
          reports.clear();
        });
  }
}
