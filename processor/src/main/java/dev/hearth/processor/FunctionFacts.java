package dev.hearth.processor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;

/**
 * An annotated class, read and found right.
 *
 * @param type the class
 * @param packageName its package, possibly empty
 * @param prefix what the names of the written classes begin with
 * @param name the function's name
 * @param triggers the names of what starts it
 * @param warmup whether it has its app's warmup function
 * @param provider what says where models come from, if the class names one
 * @param rejectsUnknown whether unknown fields are refused
 * @param arguments what its constructor takes
 * @param methods its methods that answer items
 * @param expects the fields that hold the signatures of models, by the model's name
 * @param needs whether it tells what it waits for
 */
record FunctionFacts(
    TypeElement type,
    String packageName,
    String prefix,
    String name,
    Set<String> triggers,
    boolean warmup,
    Optional<TypeElement> provider,
    boolean rejectsUnknown,
    List<Argument> arguments,
    List<InferFacts> methods,
    Map<String, String> expects,
    boolean needs) {

  /** What a constructor's parameter gets. */
  sealed interface Argument {

    /** A model, not yet loaded. */
    record OfModel(String model) implements Argument {}

    /** A value of the environment. */
    record OfSetting(String parameter, String variable, SettingType type, Optional<String> fallback)
        implements Argument {}

    /** The source of the models. */
    record OfSource() implements Argument {}

    /** The environment itself. */
    record OfEnvironment() implements Argument {}
  }

  boolean hasEvents() {
    return triggers.contains("QUEUE") || triggers.contains("OBJECT") || triggers.contains("STREAM");
  }
}
