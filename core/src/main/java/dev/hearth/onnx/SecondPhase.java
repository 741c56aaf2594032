package dev.hearth.onnx;

import ai.onnxruntime.OrtException;
import dev.hearth.ModelRef;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the session that is quicker to run, in the background, and puts it in the place of the one
 * that was quicker to load. A model whose second phase fails goes on with the first.
 */
final class SecondPhase {

  private final ModelRef ref;
  private final LiveSession live;
  private final SessionHandle.Build build;
  private final BooleanSupplier memoryToSpare;

  SecondPhase(
      ModelRef ref, LiveSession live, SessionHandle.Build build, BooleanSupplier memoryToSpare) {
    this.ref = ref;
    this.live = live;
    this.build = build;
    this.memoryToSpare = memoryToSpare;
  }

  /** Makes the session; false if the model goes on without it, or was closed. */
  boolean run() {
    if (live.isClosed()) {
      return false;
    }
    if (!memoryToSpare.getAsBoolean()) {
      log()
          .info(
              "model '{}' stays mapped without prepacking: no memory to spare for its second phase;"
                  + " runs take longer than they could, give the function more memory",
              ref);
      return false;
    }
    try {
      boolean replaced = live.replace(build.run());
      log().debug("model '{}' {}", ref, replaced ? "runs prepacked now" : "was closed");
      return replaced;
    } catch (OrtException | RuntimeException e) {
      if (live.isClosed()) {
        log().debug("model '{}' was closed during its second phase", ref);
      } else {
        log()
            .warn(
                "model '{}' stays mapped without prepacking, its second phase failed: {}",
                ref,
                e.getMessage());
      }
      return false;
    }
  }

  private static Logger log() {
    return LoggerFactory.getLogger(SecondPhase.class);
  }
}
