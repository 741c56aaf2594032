package dev.hearth.function;

import dev.hearth.Lazy;
import java.util.List;

/**
 * Implemented by a function's class that waits for more than its models: what it names is made
 * ready early with them.
 */
public interface Needs {

  /**
   * Returns what the function waits for.
   *
   * @return the values; none is made by this
   */
  List<Lazy<?>> needs();
}
