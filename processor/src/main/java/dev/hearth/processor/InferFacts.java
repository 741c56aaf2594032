package dev.hearth.processor;

import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * A method that answers items.
 *
 * @param method the method
 * @param models the names of its models, in the order of its parameters
 * @param slots what each parameter gets, in order
 * @param batch whether it takes a list of items
 * @param route where it answers
 * @param maxBatch how many items it sees at once
 * @param maxItems how many items one call may have
 * @param sharesBatches whether a list may hold items of several calls
 * @param codec what reads and writes
 */
record InferFacts(
    ExecutableElement method,
    List<String> models,
    List<Slot> slots,
    boolean batch,
    String route,
    int maxBatch,
    int maxItems,
    boolean sharesBatches,
    Codec codec) {

  /** What a parameter of the method gets. */
  enum Slot {
    MODEL,
    ITEMS,
    CALL
  }

  /** What reads items and writes results. */
  sealed interface Codec {

    /** A class that the user wrote. */
    record Own(TypeElement type) implements Codec {}

    /** A class to be written. */
    record Written(JsonType item, JsonType result) implements Codec {}
  }

  String methodName() {
    return method.getSimpleName().toString();
  }
}
