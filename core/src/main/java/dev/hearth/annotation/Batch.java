package dev.hearth.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many items a method takes, and from how many calls. */
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

  /**
   * Whether one list may hold items of several calls that came at the same time. A {@link
   * dev.hearth.function.Call} parameter then stands for all of them, with the latest of their
   * deadlines. Where the environment says so calls share nothing, see {@link
   * dev.hearth.batch.Batching}.
   *
   * @return false if it matters to the method which call an item came with
   */
  boolean acrossCalls() default true;
}
