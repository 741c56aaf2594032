package dev.hearth.onnx;

/**
 * Where a model's runs go that begin while another of its runs is under way. A run that is alone
 * always has the session with all threads.
 */
public enum Overlap {
  /** To the same session, whose threads they share. Nothing extra is made. */
  SHARED,
  /**
   * To a second session, on which each run computes on its caller's thread alone and nothing spins:
   * several runs at once get more done so, each of them takes longer than it would alone. The
   * session is made in the background after the load, if there is memory to spare; a plain model
   * keeps its weights twice then, a bundle's weights are mapped once and shared. A model that was
   * loaded from memory goes on with one session, for nobody keeps its bytes.
   */
  SEPARATE,
  /**
   * Whichever of the two gets more done: once the second session is there, both are run for a fifth
   * of a second on the bundle's sample or on inputs made up for the model, and the second is kept
   * if it is quicker by a twentieth, or if calls left the trial no time to tell.
   */
  MEASURED
}
