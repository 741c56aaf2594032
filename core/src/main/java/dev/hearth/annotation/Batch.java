package dev.hearth.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many items a method takes. */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target({})
public @interface Batch {

  /**
   * How many items the method sees at once.
   *
   * @return the limit, 1 or more
   */
  int max() default 32;

  /**
   * How many items one call may have.
   *
   * @return the limit, 1 or more
   */
  int maxItems() default 1000;
}
