package dev.hearth.onnx;

/**
 * In what form a session keeps a model's weights. A plain {@code .onnx} file is always loaded
 * {@link #EXPORTED}; the others are forms of a prepared bundle.
 */
public enum LoadForm {
  /**
   * The model is optimised and its weights are copied to memory of this session's own: the slowest
   * to load and the largest, as fast to run as any. Asking for it refuses bundles.
   */
  EXPORTED,
  /**
   * The weights stay in their file, which is mapped, shared with all sessions and processes of the
   * host, and given back when the session closes. The quickest to load; runs are slower, up to
   * twice for short inputs, because kernels find the weights in the exporter's layout.
   */
  MAPPED,
  /**
   * Mapped and shared too, in the layout the kernels want if the bundle holds it, else copied to
   * that layout. As fast to run as {@link #EXPORTED}; loads in about twice the time of {@link
   * #MAPPED}.
   */
  PREPACKED,
  /**
   * {@link #MAPPED} for the first answers; {@link #PREPACKED} is made in the background and takes
   * its place between two runs. The default.
   */
  TWO_PHASE;

  /** Returns the form that the first answers are given on. */
  LoadForm first() {
    return this == TWO_PHASE ? MAPPED : this;
  }
}
