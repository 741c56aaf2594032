package dev.hearth.batch;

import dev.hearth.Deadline;
import dev.hearth.Model;
import dev.hearth.Shape;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of a model for the inputs of several items: stacked along their first axis, padded with
 * zeros to the longest of them along the others, and the outputs cut into the items' rows again.
 *
 * <pre>{@code
 * try (TensorBatch batch = TensorBatch.run(model, inputs, deadline)) {
 *   for (int i = 0; i < batch.size(); i++) {
 *     Tensor hidden = batch.outputs(i).get("last_hidden_state"); // [1, longest, 384]
 *   }
 * }
 * }</pre>
 *
 * <p>Whoever closes it owns it; the outputs it gives are views that end with it. Safe for use by
 * many threads while it is open.
 *
 * <p>Padding changes nothing where the model takes a mask that is zero there, but for rounding.
 * Models that scale their activations when they are run (dynamic quantization) scale them for the
 * whole batch: their answers depend a little on the company they are in.
 */
public final class TensorBatch implements AutoCloseable {

  private final Tensors outputs;
  private final int[] firstRows;

  private TensorBatch(Tensors outputs, int[] firstRows) {
    this.outputs = outputs;
    this.firstRows = firstRows;
  }

  /**
   * Runs a model once for all items. Blocks like {@link Model#run}.
   *
   * @param model the model; the first axis of its inputs and outputs counts rows
   * @param items each item's inputs, of the same names, types and ranks; at least one
   * @param deadline the moment after which nobody wants the outputs
   * @return the outputs, to be closed by the caller
   * @throws IllegalArgumentException if the items do not go together
   * @throws IllegalStateException if an output does not have the inputs' rows
   */
  public static TensorBatch run(Model model, List<Tensors> items, Deadline deadline) {
    int[] firstRows = firstRows(items);
    Tensors stacked = items.size() == 1 ? items.get(0) : stack(items);
    Tensors outputs = model.run(stacked, deadline);
    try {
      requireRows(outputs, firstRows[items.size()]);
      return new TensorBatch(outputs, firstRows);
    } catch (RuntimeException | Error e) {
      outputs.close();
      throw e;
    }
  }

  /**
   * Stacks inputs along their first axis and pads them with zeros to the longest of them along the
   * others.
   *
   * @param items each item's inputs, of the same names, types and ranks; at least one
   * @return the stacked inputs, in fresh direct buffers
   * @throws IllegalArgumentException if the items do not go together
   */
  public static Tensors stack(List<Tensors> items) {
    if (items.isEmpty()) {
      throw new IllegalArgumentException("items: none (expected: at least one)");
    }
    Map<String, Tensor> stacked = new LinkedHashMap<>();
    for (String name : items.get(0).names()) {
      List<Tensor> parts = new ArrayList<>(items.size());
      for (Tensors item : items) {
        parts.add(item.get(name));
      }
      stacked.put(name, new Stacking(name, parts).stacked());
    }
    return Tensors.of(stacked);
  }

  /**
   * Returns how many items there are.
   *
   * @return the number, 1 or more
   */
  public int size() {
    return firstRows.length - 1;
  }

  /**
   * Returns an item's rows of the outputs, as long along the other axes as the longest item's.
   *
   * @param item the item's place, from 0
   * @return views, in the model's order of outputs
   */
  public Tensors outputs(int item) {
    Map<String, Tensor> rows = new LinkedHashMap<>();
    outputs
        .asMap()
        .forEach((name, all) -> rows.put(name, rows(all, firstRows[item], firstRows[item + 1])));
    return Tensors.of(rows);
  }

  /** Gives the outputs' buffers back; idempotent. */
  @Override
  public void close() {
    outputs.close();
  }

  private static Tensor rows(Tensor all, int from, int to) {
    long[] dims = all.shape().dims();
    int rowBytes = dims[0] == 0 ? 0 : (int) (all.bytes().remaining() / dims[0]);
    dims[0] = (long) to - from;
    if (all.bytes().remaining() == 0 && !all.strings().isEmpty()) {
      int perRow = all.strings().size() / (int) all.shape().dim(0);
      return Tensor.of(all.strings().subList(from * perRow, to * perRow), Shape.of(dims));
    }
    ByteBuffer bytes = all.bytes();
    bytes.position(from * rowBytes).limit(to * rowBytes);
    return Tensor.over(all.type(), Shape.of(dims), bytes);
  }

  private static int[] firstRows(List<Tensors> items) {
    int[] first = new int[items.size() + 1];
    for (int i = 0; i < items.size(); i++) {
      first[i + 1] = first[i] + rows(items.get(i));
    }
    return first;
  }

  private static int rows(Tensors inputs) {
    Tensor any = inputs.asMap().values().iterator().next();
    if (any.shape().rank() == 0) {
      throw new IllegalArgumentException(
          "inputs: " + inputs + " (expected: tensors whose first axis counts rows)");
    }
    return (int) any.shape().dim(0);
  }

  private static void requireRows(Tensors outputs, int rows) {
    outputs
        .asMap()
        .forEach(
            (name, tensor) -> {
              if (tensor.shape().rank() == 0 || tensor.shape().dim(0) != rows) {
                throw new IllegalStateException(
                    "output '"
                        + name
                        + "': "
                        + tensor.shape()
                        + " (expected: "
                        + rows
                        + " rows, as many as went in); the model does not answer rows one by one,"
                        + " run it for each item");
              }
            });
  }
}
