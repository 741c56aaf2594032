package dev.hearth.onnx;

import ai.onnxruntime.OrtException;
import dev.hearth.ModelRef;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the session for runs that overlap, in the background, tries it, and keeps it if that is
 * better. A model whose phase fails goes on with one session.
 */
final class OverlapPhase {

  /** Decides whether the second session is kept. */
  interface Trial {

    /**
     * Tries it; no run is under way on it any more afterwards, also if this fails. Blocks.
     *
     * @param second the session, which stays the caller's
     */
    TrialOutcome of(SessionHandle second);
  }

  private final ModelRef ref;
  private final LiveSession live;
  private final SessionHandle.Build build;
  private final BooleanSupplier memoryToSpare;
  private final Trial trial;

  OverlapPhase(
      ModelRef ref,
      LiveSession live,
      SessionHandle.Build build,
      BooleanSupplier memoryToSpare,
      Trial trial) {
    this.ref = ref;
    this.live = live;
    this.build = build;
    this.memoryToSpare = memoryToSpare;
    this.trial = trial;
  }

  /** Makes the session and tries it; tells whether the model has it now. */
  boolean run() {
    if (live.isClosed()) {
      return false;
    }
    if (!memoryToSpare.getAsBoolean()) {
      keepsOne("no memory to spare for a second; give the function more memory");
      return false;
    }
    try {
      decide(build.run());
    } catch (OrtException | RuntimeException e) {
      if (live.isClosed()) {
        log().debug("model '{}' was closed before its second session was ready", ref);
      } else {
        log()
            .warn(
                "model '{}' keeps one session for all runs, its second failed: {}",
                ref,
                e.getMessage());
      }
    }
    return live.separates();
  }

  private void decide(SessionHandle second) {
    TrialOutcome outcome = tried(second);
    if (!outcome.separate()) {
      second.close();
      keepsOne(outcome.why());
    } else if (live.separate(second)) {
      log().info("model '{}' has a second session for runs that overlap: {}", ref, outcome.why());
    }
  }

  private TrialOutcome tried(SessionHandle second) {
    try {
      return trial.of(second);
    } catch (RuntimeException | Error e) {
      second.close();
      throw e;
    }
  }

  private void keepsOne(String why) {
    log().info("model '{}' keeps one session for all runs: {}", ref, why);
  }

  private static Logger log() {
    return LoggerFactory.getLogger(OverlapPhase.class);
  }
}
