package dev.hearth.onnx;

import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleVariant;
import dev.hearth.spi.LoadThreads;
import dev.hearth.spi.ModelContent;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Compares a variant's weights with their digest while a session is being made of them. The graph
 * is compared before: it is parsed, while weights are numbers that nothing follows until a run.
 */
final class BundleCheck {

  private final FutureTask<Void> weights;

  private BundleCheck(FutureTask<Void> weights) {
    this.weights = weights;
  }

  /** Checks the graph, and begins to check the weights. Blocks for the graph. */
  static BundleCheck begin(ModelContent.InBundle content) {
    Bundle bundle = content.bundle();
    BundleVariant variant = content.variant();
    String model = "model '" + bundle.manifest().model() + "'";
    Optional<BundleFile> file = variant.weights();
    FutureTask<Void> task =
        new FutureTask<>(
            () -> file.ifPresent(weights -> weights.verify(model, bundle.folder())), null);
    LoadThreads.daemon(bundle.manifest().model() + " check").execute(task);
    try {
      variant.graph().verify(model, bundle.folder());
    } catch (RuntimeException e) {
      task.cancel(false);
      throw e;
    }
    return new BundleCheck(task);
  }

  /** Waits for the check of the weights and fails if it failed. */
  void end() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          weights.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true; // The check ends soon; a load cannot be interrupted.
        } catch (ExecutionException e) {
          throw e.getCause() instanceof RuntimeException known
              ? known
              : new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
