package dev.hearth.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the model of a parameter: a {@code Model} of a method, a {@code LazyModel} of a
 * constructor.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.PARAMETER)
public @interface ModelName {

  /**
   * The model's name in code.
   *
   * @return the name
   */
  String value();
}
