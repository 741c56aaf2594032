package dev.hearth.lambda;

import dev.hearth.function.Call;
import dev.hearth.json.JsonValue;

/** One shape of events: how it is recognised and answered. Safe for use by many threads. */
interface EventKind {

  /** Tells whether an event, which is an object, has this shape. Looks at few fields. */
  boolean matches(JsonValue event);

  /**
   * Answers an event of this shape.
   *
   * @return the answer as JSON
   * @throws dev.hearth.InferenceException if the platform has to deliver the event again
   */
  byte[] answer(JsonValue event, Call call);
}
