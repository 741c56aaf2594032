package dev.hearth;

import dev.hearth.function.Call;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

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
    return reported(call, clock -> infer(items, call, clock));
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
      settings.telemetry.report(clock.report(settings.name, call, isFirst));
    }
  }

  private List<I> read(JsonValue payload) {
    if (!payload.isArray()) {
      return List.of(settings.codec.read(payload));
    }
    List<JsonValue> items = payload.items();
    if (items.size() > settings.maxItems) {
      throw new InvalidInputException(
          "'"
              + payload.path()
              + "': "
              + items.size()
              + " items (expected: at most "
              + settings.maxItems
              + "); send them in several calls");
    }
    return items.stream().map(settings.codec::read).toList();
  }

  private List<O> infer(List<I> items, Call call, CallClock clock) {
    clock.items(items.size());
    if (items.isEmpty()) {
      return List.of();
    }
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

  private void noteFirstUse(Model model, CallClock clock) {
    Model before = lastUsed.get();
    if (before != model && lastUsed.compareAndSet(before, model)) {
      clock.firstUseOf(model.loadReport());
    }
  }

  private JsonSink write(List<O> results, boolean array) {
    JsonSink json = new JsonSink();
    if (!array) {
      settings.codec.write(results.get(0), json);
      return json;
    }
    json.beginArray();
    for (O result : results) {
      settings.codec.write(result, json);
    }
    return json.endArray();
  }
}
