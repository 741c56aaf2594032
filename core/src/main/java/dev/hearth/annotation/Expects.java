package dev.hearth.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the constant that holds what the class expects of a model: a static {@link
 * dev.hearth.Signature}. A model that does not fit is refused when it is loaded.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.FIELD)
public @interface Expects {

  /**
   * The model's name in code.
   *
   * @return the name
   */
  String value();
}
