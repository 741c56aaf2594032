package dev.hearth.annotation;

import dev.hearth.function.Codec;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that answers items by way of a model.
 *
 * <p>Its parameters, in any order: one {@link dev.hearth.Model}, or several with {@link ModelName}
 * each; the item, or a {@code List} of items; if wanted the {@link dev.hearth.function.Call}. With
 * a list of items it returns a {@code List} with a result for each, in order; with one item it
 * returns the result, which may itself be a list. It is called by many threads, and again with
 * parts of the same items if one of them fails. A list may hold items of several calls that came at
 * the same time, see {@link Batch#acrossCalls()}.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface Infer {

  /**
   * The name of the method's one model; which version it is stands in the environment, see {@link
   * dev.hearth.Environment#model}.
   *
   * @return the name, or nothing if the parameters name their models
   */
  String model() default "";

  /**
   * Where the method answers, if the class has several: {@code /route}.
   *
   * @return the route
   */
  String route() default "/";

  /**
   * How many items the method takes.
   *
   * @return the settings
   */
  Batch batch() default @Batch;

  /**
   * What reads items and writes results; by default the processor writes it.
   *
   * @return a class with a constructor without parameters
   */
  @SuppressWarnings("rawtypes") // A class literal has no type arguments.
  Class<? extends Codec> codec() default Codec.class;
}
