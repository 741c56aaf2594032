package dev.hearth;

/**
 * Names in, models out. Implemented by caches; safe for use by many threads.
 *
 * <p>Asking for a model loads nothing.
 */
public interface ModelSource {

  /**
   * Returns a model by reference.
   *
   * @param ref the name and version, or an alias
   * @param expected what the function expects of the model; checked when it is loaded
   * @return the model, not yet loaded
   */
  LazyModel model(ModelRef ref, Signature expected);

  /**
   * Returns a model by reference, whatever its signature.
   *
   * @param ref {@code name@version}; a bare name means {@code name@latest}
   * @return the model, not yet loaded
   * @throws IllegalArgumentException if the reference is malformed
   */
  default LazyModel model(String ref) {
    return model(ModelRef.parse(ref), Signature.any());
  }
}
