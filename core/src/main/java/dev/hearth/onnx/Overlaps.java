package dev.hearth.onnx;

import dev.hearth.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Sees to the session for runs that overlap, as settings ask.
 *
 * @param settings the settings
 * @param background what holds for work in the background
 */
record Overlaps(SessionSettings settings, Background background) {

  /**
   * How a model's second session is made and tried.
   *
   * @param build makes it
   * @param bytes what it may take
   * @param candidates inputs the model may take
   */
  record Second(SessionHandle.Build build, long bytes, Supplier<List<Tensors>> candidates) {}

  /**
   * Begins what is to be done for a model after its load.
   *
   * @param earlier what comes before its second session
   * @param second the second session
   */
  void begin(OnnxModel model, List<BooleanSupplier> earlier, Second second) {
    List<BooleanSupplier> phases = new ArrayList<>(earlier);
    if (settings.separatesOverlaps()) {
      phases.add(phase(model, second)::run);
    }
    if (!phases.isEmpty()) {
      background
          .threads()
          .apply(model.ref() + " second phase")
          .execute(new Phases(model.ref(), model.runs(), background.firstRunWait(), phases));
    }
  }

  private OverlapPhase phase(OnnxModel model, Second second) {
    return new OverlapPhase(
        model.ref(),
        model.live(),
        second.build(),
        () -> background.memoryToSpare().test(second.bytes()),
        settings.overlap() == Overlap.MEASURED
            ? new SessionTrial(model, second.candidates(), settings.threads(), background)
            : handle -> TrialOutcome.untold("its settings ask for it"));
  }
}
