package dev.hearth;

import dev.hearth.function.Call;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.telemetry.CallReport;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Takes one call from its payload to its answer and reports where the time went. */
final class CallRunner<I, O> {

  private final InferenceBuilder<I, O> settings;
  private final AtomicBoolean first = new AtomicBoolean(true);

  /** The loaded model of the last call; the first call to see another one reports its load. */
  private final AtomicReference<@Nullable Model> lastUsed = new AtomicReference<>();

  CallRunner(InferenceBuilder<I, O> settings) {
    this.settings = settings;
  }

  List<O> run(List<I> items, Call call) {
    return reported(
        call,
        clock -> {
          limit("items", items.size());
          return infer(items, call, clock);
        });
  }

  JsonSink run(JsonValue payload, Call call) {
    return reported(
        call,
        clock -> {
          List<I> items = clock.reading(() -> read(payload));
          List<O> results = infer(items, call, clock);
          return clock.writing(() -> write(results, payload.isArray()));
        });
  }

  private interface Body<T> {
    T run(CallClock clock);
  }

  private <T> T reported(Call call, Body<T> body) {
    CallClock clock = new CallClock(settings.ticker);
    boolean isFirst = first.get() && first.getAndSet(false);
    try {
      return body.run(clock);
    } catch (RuntimeException | Error e) {
      clock.failed(Problem.of(e));
      throw e;
    } finally {
      report(clock.report(settings.name, call, isFirst));
    }
  }

  /** An answer, or the failure under way, is worth more than its report. */
  private void report(CallReport report) {
    try {
      settings.telemetry.report(report);
    } catch (RuntimeException | Error e) {
      LoggerFactory.getLogger(CallRunner.class)
          .warn(
              "report of request {} to function '{}' is lost",
              report.requestId(),
              settings.name,
              e);
    }
  }

  private List<I> read(JsonValue payload) {
    if (!payload.isArray()) {
      return List.of(settings.codec.read(payload));
    }
    List<JsonValue> items = payload.items();
    limit("'" + payload.path() + "'", items.size());
    return items.stream().map(settings.codec::read).toList();
  }

  private void limit(String what, int count) {
    if (count > settings.maxItems) {
      throw new InvalidInputException(
          what
              + ": "
              + count
              + " items (expected: at most "
              + settings.maxItems
              + "); send them in several calls");
    }
  }

  private List<O> infer(List<I> items, Call call, CallClock clock) {
    clock.items(items.size());
    if (items.isEmpty()) {
      return List.of();
    }
    checkTime(call.deadline());
    try (Lease<Model> lease = clock.acquiring(() -> settings.model.acquire(call.deadline()))) {
      Model model = lease.get();
      noteFirstUse(model, clock);
      List<O> results = clock.inferring(() -> settings.function.infer(model, items, call));
      if (results.size() != items.size()) {
        throw new IllegalStateException(
            "results of function '"
                + settings.name
                + "': "
                + results.size()
                + " (expected: one for each of "
                + items.size()
                + " items)");
      }
      return results;
    }
  }

  /** Without time left nobody wants the answer, but the calls to come want the model. */
  private void checkTime(Deadline deadline) {
    if (deadline.passed()) {
      settings.model.preload();
      throw deadline.exceeded("beginning function '" + settings.name + "'");
    }
  }

  private void noteFirstUse(Model model, CallClock clock) {
    clock.foundInMemory();
    Model before = lastUsed.get();
    if (before != model && lastUsed.compareAndSet(before, model)) {
      clock.firstUseOf(model.loadReport());
    }
  }

  private JsonSink write(List<O> results, boolean array) {
    JsonSink json = new JsonSink();
    if (!array) {
      return write(results.get(0), json);
    }
    json.beginArray();
    for (O result : results) {
      write(result, json);
    }
    return json.endArray();
  }

  private JsonSink write(O result, JsonSink json) {
    return json.value(one -> settings.codec.write(result, one));
  }
}
