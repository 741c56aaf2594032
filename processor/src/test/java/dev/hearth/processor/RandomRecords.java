package dev.hearth.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes up record types, and values of them, out of one seed. */
final class RandomRecords {

  private static final int MAX_DEPTH = 3;
  private static final int MAX_FIELDS = 5;

  /** A made-up type: how it is written, and what makes a value once its class is loaded. */
  private record Made(String type, Supplier<Object> value) {}

  private final Random random;
  private final StringBuilder declarations = new StringBuilder();
  private Compiled.@Nullable Loaded loaded;
  private int count;

  RandomRecords(long seed) {
    this.random = new Random(seed);
  }

  /** A record type with its declaration, to be compiled before values are made. */
  record Root(String type, String declarations, Supplier<Object> value) {}

  Root root() {
    Made made = record(0);
    return new Root(made.type(), declarations.toString(), made.value());
  }

  /** Names where the compiled classes are. */
  void loadedFrom(Compiled.Loaded classes) {
    this.loaded = classes;
  }

  private Compiled.Loaded classes() {
    return Objects.requireNonNull(loaded, "the compiled classes");
  }

  private Made any(int depth) {
    int kinds = depth < MAX_DEPTH ? 15 : 11;
    return switch (random.nextInt(kinds)) {
      case 0 -> new Made("String", this::text);
      case 1 -> new Made("boolean", random::nextBoolean);
      case 2 -> new Made("byte", () -> (byte) random.nextInt());
      case 3 -> new Made("Short", () -> (short) random.nextInt());
      case 4 -> new Made("int", random::nextInt);
      case 5 -> new Made("Long", random::nextLong);
      case 6 -> new Made("float", () -> finite(Float.intBitsToFloat(random.nextInt())));
      case 7 -> new Made("Double", () -> finite(Double.longBitsToDouble(random.nextLong())));
      case 8 -> new Made("char", () -> (char) ('!' + random.nextInt(0xD000)));
      case 9 -> new Made("Integer", random::nextInt);
      case 10 -> new Made("Thread.State", this::constant);
      case 11 -> record(depth + 1);
      case 12 -> list(boxed(any(depth + 1)));
      case 13 -> map(boxed(any(depth + 1)));
      default -> optional(boxed(any(depth + 1)));
    };
  }

  private Made record(int depth) {
    String name = "R" + count++;
    List<Made> fields = new ArrayList<>();
    StringBuilder header = new StringBuilder();
    int size = random.nextInt(MAX_FIELDS + 1);
    for (int i = 0; i < size; i++) {
      Made field = any(depth);
      fields.add(field);
      header.append(i == 0 ? "" : ", ").append(field.type()).append(" f").append(i);
    }
    declarations.append("record ").append(name).append("(").append(header).append(") {}\n");
    return new Made(
        name,
        () ->
            classes().make("shop.F$" + name, fields.stream().map(f -> f.value().get()).toArray()));
  }

  private Made list(Made element) {
    return new Made(
        "List<" + element.type() + ">",
        () -> {
          List<Object> list = new ArrayList<>();
          for (int i = random.nextInt(4); i > 0; i--) {
            list.add(element.value().get());
          }
          return list;
        });
  }

  private Made map(Made value) {
    return new Made(
        "Map<String, " + value.type() + ">",
        () -> {
          Map<String, Object> map = new LinkedHashMap<>();
          for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text(), value.value().get());
          }
          return map;
        });
  }

  private Made optional(Made value) {
    if (value.type().startsWith("Optional<")) {
      return value;
    }
    return new Made(
        "Optional<" + value.type() + ">",
        () -> random.nextBoolean() ? Optional.of(value.value().get()) : Optional.empty());
  }

  private static Made boxed(Made made) {
    return switch (made.type()) {
      case "int" -> new Made("Integer", made.value());
      case "char" -> new Made("Character", made.value());
      case "boolean", "byte", "float" ->
          new Made(
              made.type().substring(0, 1).toUpperCase(Locale.ROOT) + made.type().substring(1),
              made.value());
      default -> made;
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.appendCodePoint(random.nextInt(3) == 0 ? 0x1F600 : random.nextInt(0xD800));
    }
    return text.toString();
  }

  private Object constant() {
    Thread.State[] states = Thread.State.values();
    return states[random.nextInt(states.length)];
  }

  private static Float finite(float number) {
    return Float.isFinite(number) ? number : Float.MAX_VALUE;
  }

  private static Double finite(double number) {
    return Double.isFinite(number) ? number : Double.MIN_VALUE;
  }
}
