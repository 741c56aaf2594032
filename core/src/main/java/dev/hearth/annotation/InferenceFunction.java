package dev.hearth.annotation;

import dev.hearth.function.ModelProvider;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the class of an inference function. The annotation processor writes beside it the entry
 * class of each platform whose adapter is on the class path.
 *
 * <pre>{@code
 * @InferenceFunction("ticket-router")
 * final class TicketRouter {
 *
 *   @Infer(model = "minilm", batch = @Batch(max = 16))
 *   List<Route> route(Model model, List<Ticket> tickets) { ... }
 * }
 * }</pre>
 *
 * <p>The class has one constructor; its parameters are injected: a {@link dev.hearth.LazyModel}
 * with {@link ModelName}, a value of the environment with {@link Setting}, a {@link
 * dev.hearth.ModelSource} or an {@link dev.hearth.Environment}.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE)
public @interface InferenceFunction {

  /**
   * The function's name: lower-case letters, digits and hyphens.
   *
   * @return the name
   */
  String value();

  /**
   * What starts the function, where a platform wants to know beforehand.
   *
   * @return the triggers
   */
  Trigger[] on() default Trigger.HTTP;

  /**
   * Where the models come from; by default the layers that the environment names, see {@code
   * EnvironmentCache}.
   *
   * @return a class with a constructor without parameters
   */
  Class<? extends ModelProvider> models() default ModelProvider.class;

  /**
   * What happens to a field of an item that its record does not have.
   *
   * @return the policy
   */
  UnknownFields unknownFields() default UnknownFields.IGNORE;

  /**
   * Whether the class written for Azure has the app's warmup function, of which an app may have one
   * only. Where several annotated classes are deployed in one app, all but one say {@code false}.
   *
   * @return whether it does
   */
  boolean warmup() default true;
}
