package dev.hearth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The names, types and shapes of what goes into a model and what comes out. Immutable.
 *
 * @param inputs what goes in
 * @param outputs what comes out
 */
public record Signature(List<Port> inputs, List<Port> outputs) {

  private static final Signature ANY = new Signature(List.of(), List.of());

  /**
   * Makes a signature of given ports.
   *
   * @param inputs what goes in
   * @param outputs what comes out
   */
  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * One named place of a model that takes or gives a tensor. Immutable.
   *
   * @param name its name in the model
   * @param type the type of the tensor's elements
   * @param shape the tensor's shape, with {@link Shape#ANY} where any extent will do
   */
  public record Port(String name, ElementType type, Shape shape) {

    /** Returns name, type and shape, for example {@code input_ids INT64[?, ?]}. */
    @Override
    public String toString() {
      return name + " " + type + shape;
    }
  }

  /**
   * Returns the signature of a function that looks at its model's signature itself.
   *
   * @return the signature that every model satisfies
   */
  public static Signature any() {
    return ANY;
  }

  /**
   * Begins a signature.
   *
   * @return a builder without ports
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Tells why a model does not fit what a function expects. It fits if it takes exactly the inputs
   * that this signature names, gives at least its outputs, and types and shapes agree.
   *
   * @param model the model's own signature
   * @return the first difference in words, or empty if the model fits
   */
  public Optional<String> mismatch(Signature model) {
    if (this.equals(ANY)) {
      return Optional.empty();
    }
    return missing("input", inputs, model.inputs)
        .or(() -> unknownInput(model))
        .or(() -> missing("output", outputs, model.outputs));
  }

  private Optional<String> unknownInput(Signature model) {
    return model.inputs.stream()
        .filter(port -> find(inputs, port.name()).isEmpty())
        .findFirst()
        .map(
            port ->
                "input '"
                    + port.name()
                    + "': wanted by the model as "
                    + port
                    + " (expected by the function: "
                    + list(inputs)
                    + ")");
  }

  private static Optional<String> missing(String kind, List<Port> wanted, List<Port> offered) {
    for (Port port : wanted) {
      Optional<Port> match = find(offered, port.name());
      if (match.isEmpty()) {
        return Optional.of(
            kind
                + " '"
                + port.name()
                + "': not in the model, which has "
                + list(offered)
                + " (expected by the function: "
                + port
                + ")");
      }
      if (match.get().type() != port.type() || !match.get().shape().fits(port.shape())) {
        return Optional.of(
            kind
                + " '"
                + port.name()
                + "': "
                + match.get()
                + " in the model (expected by the function: "
                + port
                + ")");
      }
    }
    return Optional.empty();
  }

  private static Optional<Port> find(List<Port> ports, String name) {
    return ports.stream().filter(port -> port.name().equals(name)).findFirst();
  }

  private static String list(List<Port> ports) {
    return ports.stream().map(Port::toString).collect(Collectors.joining(", "));
  }

  /** Collects the ports of a signature. Confined to one thread at a time. */
  public static final class Builder {

    private final List<Port> inputs = new ArrayList<>();
    private final List<Port> outputs = new ArrayList<>();

    private Builder() {}

    /**
     * Adds an input.
     *
     * @param name its name in the model
     * @param type the type of its elements
     * @param dims its extents, outermost first, {@link Shape#ANY} where any will do
     * @return this builder
     */
    public Builder input(String name, ElementType type, long... dims) {
      inputs.add(new Port(name, type, Shape.of(dims)));
      return this;
    }

    /**
     * Adds an output.
     *
     * @param name its name in the model
     * @param type the type of its elements
     * @param dims its extents, outermost first, {@link Shape#ANY} where any will do
     * @return this builder
     */
    public Builder output(String name, ElementType type, long... dims) {
      outputs.add(new Port(name, type, Shape.of(dims)));
      return this;
    }

    /**
     * Makes the signature.
     *
     * @return the signature
     */
    public Signature build() {
      return new Signature(inputs, outputs);
    }
  }
}
