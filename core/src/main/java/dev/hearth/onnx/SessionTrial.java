package dev.hearth.onnx;

import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.InvalidInputException;
import dev.hearth.Tensors;
import dev.hearth.spi.LoadThreads;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tries a second session against the one that a model runs on.
 *
 * @param model the model; its callers go on meanwhile
 * @param candidates what it may take
 * @param threads how many threads its session has
 * @param background how long the trial may last
 */
record SessionTrial(
    OnnxModel model, Supplier<List<Tensors>> candidates, int threads, Background background)
    implements OverlapPhase.Trial {

  @Override
  public TrialOutcome of(SessionHandle second) {
    List<Tensors> inputs = candidates.get();
    Deadline deadline = Deadline.after(background.trial(), background.ticker());
    OnnxModel wide = model.on(model.live());
    return taken(wide, inputs, deadline)
        .map(taken -> compare(wide, model.on(new LiveSession(second)), taken, deadline))
        .orElseGet(() -> TrialOutcome.untold("it takes none of the inputs made up for a trial"));
  }

  private TrialOutcome compare(
      OnnxModel wide, OnnxModel narrow, Tensors inputs, Deadline deadline) {
    var helpers = LoadThreads.daemon(model.ref() + " trial");
    return new OverlapTrial(background.ticker(), deadline, model.runs())
        .run(
            new ModelLane(wide, inputs, deadline, 1, helpers),
            new ModelLane(narrow, inputs, deadline, threads, helpers));
  }

  private static Optional<Tensors> taken(
      OnnxModel wide, List<Tensors> candidates, Deadline deadline) {
    if (candidates.size() == 1) {
      return Optional.of(candidates.get(0));
    }
    return candidates.stream().filter(inputs -> takes(wide, inputs, deadline)).findFirst();
  }

  private static boolean takes(OnnxModel wide, Tensors inputs, Deadline deadline) {
    try {
      wide.run(inputs, deadline).close();
      return true;
    } catch (DeadlineExceededException e) {
      return true; // It took them, and the trial will find no time left.
    } catch (InvalidInputException e) {
      return false;
    }
  }
}
