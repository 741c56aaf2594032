package dev.hearth;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Named tensors, in order: what goes into a model or what came out.
 *
 * <p><b>Ownership.</b> Inputs own nothing and closing them does nothing. Outputs own the buffers of
 * their tensors: close them when the elements have been read, best by try-with-resources. A view of
 * an output that is used after the close reads elements of some other call. Outputs that are never
 * closed are garbage like any other object; only the buffers are not used again then.
 *
 * <p>Safe for use by many threads as long as nobody closes it meanwhile.
 */
public final class Tensors implements AutoCloseable {

  private final Map<String, Tensor> byName;
  private @Nullable Runnable release;
  private boolean closed;

  private Tensors(Map<String, Tensor> byName, @Nullable Runnable release) {
    this.byName = Collections.unmodifiableMap(byName);
    this.release = release;
  }

  /**
   * Makes inputs of one tensor.
   *
   * @param name its name in the model
   * @param tensor the tensor
   * @return the inputs
   */
  public static Tensors of(String name, Tensor tensor) {
    return new Tensors(Map.of(name, tensor), null);
  }

  /**
   * Makes inputs of several tensors.
   *
   * @param byName the tensors by their names in the model, copied in the map's order
   * @return the inputs
   */
  public static Tensors of(Map<String, Tensor> byName) {
    return new Tensors(new LinkedHashMap<>(byName), null);
  }

  /**
   * Makes tensors that give something back when they are closed; for authors of model runtimes.
   *
   * @param byName the tensors by name, copied in the map's order
   * @param release run once, by the first close
   * @return the tensors
   */
  public static Tensors owning(Map<String, Tensor> byName, Runnable release) {
    return new Tensors(new LinkedHashMap<>(byName), release);
  }

  /**
   * Returns a tensor.
   *
   * @param name its name
   * @return the tensor
   * @throws IllegalArgumentException if there is none of that name
   * @throws IllegalStateException after {@link #close()}
   */
  public Tensor get(String name) {
    requireOpen();
    Tensor tensor = byName.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "tensor name: '" + name + "' (expected: one of " + byName.keySet() + ")");
    }
    return tensor;
  }

  /**
   * Returns the names, in order.
   *
   * @return an unmodifiable view of the names
   */
  public Set<String> names() {
    return byName.keySet();
  }

  /**
   * Returns the tensors by name, in order.
   *
   * @return an unmodifiable view
   * @throws IllegalStateException after {@link #close()}
   */
  public Map<String, Tensor> asMap() {
    requireOpen();
    return byName;
  }

  /** Gives the buffers of outputs back; idempotent, does not block. */
  @Override
  public void close() {
    Runnable once;
    synchronized (byName) {
      once = release;
      release = null;
      closed = once != null || closed;
    }
    if (once != null) {
      once.run();
    }
  }

  /** Returns names, types and shapes, no elements. */
  @Override
  public String toString() {
    return byName.toString();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "tensors "
              + byName.keySet()
              + " are closed (expected: open); read the elements before closing");
    }
  }
}
