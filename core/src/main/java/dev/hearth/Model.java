package dev.hearth;

/**
 * A loaded model. Safe for use by many threads.
 *
 * <p>A model is always held through a {@link Lease}; it stays loaded until the lease is closed.
 */
public interface Model {

  /**
   * Returns name and version.
   *
   * @return the reference, never an alias
   */
  ModelRef ref();

  /**
   * Returns what goes in and what comes out.
   *
   * @return the model's own signature
   */
  Signature signature();

  /**
   * Runs the model. Blocks until the outputs are there or the deadline passes; a run whose deadline
   * passes is stopped at the next operator of the graph.
   *
   * @param inputs a tensor for each input of the model; stays the caller's, see {@link Tensor}
   * @param deadline the moment after which nobody wants the outputs
   * @return the outputs, to be closed by the caller
   * @throws InvalidInputException if names, types or shapes do not fit the model
   * @throws DeadlineExceededException if the deadline passed
   */
  Tensors run(Tensors inputs, Deadline deadline);

  /**
   * Returns how much memory the model's weights take.
   *
   * @return the size of the model's file, which is what the loaded weights come to at least
   */
  Bytes size();

  /**
   * Tells how this model came into memory.
   *
   * @return where it was found and how long each step took
   */
  LoadReport loadReport();
}
