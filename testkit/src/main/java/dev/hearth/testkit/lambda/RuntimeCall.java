package dev.hearth.testkit.lambda;

/** The calls that a function's runtime makes to the Runtime API. Immutable. */
public enum RuntimeCall {
  /** {@code GET runtime/invocation/next}: a runtime thread is ready for an event. */
  NEXT,
  /** {@code POST runtime/invocation/{id}/response}: the function answered. */
  RESPONSE,
  /** {@code POST runtime/invocation/{id}/error}: the function failed one event. */
  INVOCATION_ERROR,
  /** {@code POST runtime/init/error}: the function could not be initialised. */
  INIT_ERROR,
  /** {@code GET runtime/restore/next}: the function is ready to be snapshotted. */
  RESTORE_NEXT,
  /** {@code POST runtime/restore/error}: a hook failed after the restore. */
  RESTORE_ERROR
}
