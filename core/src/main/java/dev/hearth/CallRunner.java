package dev.hearth;

import dev.hearth.function.Call;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.telemetry.CallReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Takes one call from its payload to its answer and reports where the time went. */
final class CallRunner<I, O> {

  private final InferenceBuilder<I, O> settings;
  private final ItemCodec<I, O> codec;
  private final Optional<SharedBatches<I, O>> shared;
  private final AtomicBoolean first = new AtomicBoolean(true);

  /** The loaded models of the last call; the first call to see others reports their load. */
  private final AtomicReference<@Nullable List<Model>> lastUsed = new AtomicReference<>();

  CallRunner(InferenceBuilder<I, O> settings) {
    this.settings = settings;
    this.codec = new ItemCodec<>(settings);
    this.shared = settings.batching.policy().map(policy -> new SharedBatches<>(settings, policy));
  }

  List<O> run(List<I> items, Call call) {
    return reported(
        call,
        clock -> {
          codec.limit("items", items.size());
          clock.items(items.size());
          if (items.isEmpty()) {
            return List.of();
          }
          return leased(call, clock, models -> all(items, models, call, clock));
        });
  }

  Answer run(Payload payload, Call call) {
    return payload.isJson()
        ? answer(call, () -> JsonValue.parse(payload.bytes(), payload.name()))
        : reported(
            call,
            clock ->
                Answer.of(outcomes(List.of(codec.readAlone(payload)), true, call, clock), false));
  }

  Answer run(JsonValue payload, Call call) {
    return answer(call, () -> payload);
  }

  byte[] bytes(Payload payload, Call call) {
    return reported(
        call,
        clock -> {
          Outcome<I> item = clock.reading(() -> codec.readAlone(payload));
          Outcome<O> result = infer(List.of(item), call, clock).get(0);
          return clock.writing(() -> codec.bytes(result));
        });
  }

  List<Outcome<JsonSink>> each(List<Payload> payloads, Call call) {
    try {
      return reported(
          call,
          clock -> {
            List<Outcome<I>> items =
                clock.reading(() -> payloads.stream().map(codec::readAlone).toList());
            return outcomes(items, false, call, clock);
          });
    } catch (RuntimeException | Error e) {
      return Collections.nCopies(payloads.size(), Outcome.failure(e));
    }
  }

  void stream(Payload payload, Call call, Consumer<JsonSink> sink) {
    if (!payload.isJson()) {
      sink.accept(run(payload, call).json());
      return;
    }
    reported(
        call,
        clock -> {
          JsonValue json = clock.reading(() -> JsonValue.parse(payload.bytes(), payload.name()));
          if (json.isArray()) {
            streamItems(json, call, clock, sink);
          } else {
            sink.accept(Answer.of(outcomes(codec.read(json), true, call, clock), false).json());
          }
          return sink;
        });
  }

  private void streamItems(JsonValue json, Call call, CallClock clock, Consumer<JsonSink> sink) {
    List<JsonValue> values = json.items();
    codec.limit("'" + json.path() + "'", values.size());
    for (int from = 0; from < values.size(); from += settings.maxBatch) {
      int to = Math.min(values.size(), from + settings.maxBatch);
      List<JsonValue> part = values.subList(from, to);
      List<Outcome<I>> items = clock.reading(() -> codec.read(part));
      List<Outcome<JsonSink>> outcomes = outcomes(items, from == 0, call, clock);
      if (from == 0) {
        Answer.of(outcomes, true); // Nothing is sent yet: a failure of all may be thrown.
      }
      outcomes.forEach(outcome -> sink.accept(codec.shown(outcome)));
    }
  }

  private interface Source {
    JsonValue get();
  }

  private Answer answer(Call call, Source payload) {
    return reported(
        call,
        clock -> {
          boolean[] array = new boolean[1];
          List<Outcome<I>> items =
              clock.reading(
                  () -> {
                    JsonValue json = payload.get();
                    array[0] = json.isArray();
                    return codec.read(json);
                  });
          return Answer.of(outcomes(items, true, call, clock), array[0]);
        });
  }

  private interface Body<T> {
    T run(CallClock clock);
  }

  private <T> T reported(Call call, Body<T> body) {
    CallClock clock = new CallClock(settings.ticker);
    boolean isFirst = first.get() && first.getAndSet(false);
    try (ConcurrencyLimit.Place place = enter(call)) {
      return body.run(clock);
    } catch (RuntimeException | Error e) {
      clock.failed(Problem.of(e));
      throw e;
    } finally {
      report(clock.report(settings.name, call, isFirst));
    }
  }

  private ConcurrencyLimit.Place enter(Call call) {
    return shared.isPresent()
        ? settings.limit.admit(functionName())
        : settings.limit.enter(call.deadline(), functionName());
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

  private List<Outcome<JsonSink>> outcomes(
      List<Outcome<I>> items, boolean thrownIfAll, Call call, CallClock clock) {
    List<Outcome<O>> results = infer(items, call, clock);
    List<Outcome<JsonSink>> written = clock.writing(() -> codec.write(results));
    PartialFailure.note(written, thrownIfAll, settings.name, call, clock);
    return written;
  }

  /** Runs the items that could be read; the others keep their places. */
  private List<Outcome<O>> infer(List<Outcome<I>> items, Call call, CallClock clock) {
    clock.items(items.size());
    List<I> good = new ArrayList<>(items.size());
    for (Outcome<I> item : items) {
      if (item instanceof Outcome.Success<I> success) {
        good.add(success.value());
      }
    }
    List<Outcome<O>> answered = good.isEmpty() ? List.of() : inferEach(good, call, clock);
    if (good.size() == items.size()) {
      return answered;
    }
    List<Outcome<O>> merged = new ArrayList<>(items.size());
    int next = 0;
    for (Outcome<I> item : items) {
      merged.add(item instanceof Outcome.Failure<I> bad ? bad.cast() : answered.get(next++));
    }
    return merged;
  }

  private List<Outcome<O>> inferEach(List<I> items, Call call, CallClock clock) {
    try {
      return leased(call, clock, models -> each(items, models, call, clock));
    } catch (RuntimeException | Error e) {
      return Collections.nCopies(items.size(), Outcome.failure(e));
    }
  }

  private List<O> all(List<I> items, Models models, Call call, CallClock clock) {
    return shared
        .map(batches -> batches.all(items, call, clock))
        .orElseGet(() -> new Batches<>(settings, models, call).all(items));
  }

  private List<Outcome<O>> each(List<I> items, Models models, Call call, CallClock clock) {
    return shared
        .map(batches -> batches.each(items, call, clock))
        .orElseGet(() -> new Batches<>(settings, models, call).each(items));
  }

  private <T> T leased(Call call, CallClock clock, Function<Models, T> body) {
    checkTime(call.deadline());
    try (Models models = clock.acquiring(() -> Models.acquire(settings.models, call.deadline()))) {
      noteFirstUse(models, clock);
      return clock.inferring(() -> body.apply(models));
    }
  }

  /** Without time left nobody wants the answer, but the calls to come want the models. */
  private void checkTime(Deadline deadline) {
    if (deadline.passed()) {
      settings.models.forEach(LazyModel::preload);
      throw deadline.exceeded("beginning " + functionName());
    }
  }

  private void noteFirstUse(Models models, CallClock clock) {
    clock.foundInMemory();
    List<Model> before = lastUsed.get();
    if (before == null || !models.are(before)) {
      List<Model> now = models.list();
      if (lastUsed.compareAndSet(before, now)) {
        clock.firstUseOf(LoadReports.of(now));
      }
    }
  }

  private String functionName() {
    return "function '" + settings.name + "'";
  }
}
