package dev.hearth.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a constructor parameter that takes its value from an environment variable: a {@code
 * String}, {@code int}, {@code long}, {@code double}, {@code boolean}, {@code Duration} (in
 * seconds), {@code Path} or {@code URI}.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.PARAMETER)
public @interface Setting {

  /**
   * The variable's name.
   *
   * @return the name
   */
  String value();

  /**
   * What stands for an absent variable; without it the variable has to be set.
   *
   * @return the value as it would stand in the environment
   */
  String fallback() default "";
}
