package dev.hearth.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.internal.LazilyParsedNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Damages an event in one to three ways: in its tree, in its text or in its bytes. */
final class Mutations {

  private static final String HUGE = "x".repeat(200_000);
  private static final String DIGITS = "9".repeat(50_000);

  private final Random random;

  Mutations(Random random) {
    this.random = random;
  }

  byte[] mutate(String event) {
    JsonElement root = JsonParser.parseString(event);
    for (int i = random.nextInt(3); i >= 0; i--) {
      changeTree(root);
    }
    String text = root.toString();
    if (random.nextInt(6) == 0) {
      text = changeText(text);
    }
    byte[] bytes = text.getBytes(UTF_8);
    return bytes.length > 0 && random.nextInt(8) == 0 ? changeBytes(bytes) : bytes;
  }

  /** Deletes, replaces, renames or doubles one value anywhere. */
  private void changeTree(JsonElement root) {
    List<JsonElement> parents = new ArrayList<>();
    collect(root, parents);
    if (parents.isEmpty()) {
      return; // An earlier change left nothing.
    }
    JsonElement parent = parents.get(random.nextInt(parents.size()));
    if (parent instanceof JsonObject object) {
      List<String> names = new ArrayList<>(object.keySet());
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(4)) {
        case 0 -> object.remove(name);
        case 1 -> object.add("x" + name, object.remove(name));
        case 2 -> object.add(name, other(parents));
        default -> object.add(name, odd(object.get(name)));
      }
    } else if (parent instanceof JsonArray array) {
      int index = random.nextInt(array.size());
      switch (random.nextInt(3)) {
        case 0 -> array.remove(index);
        case 1 -> array.add(array.get(index).deepCopy());
        default -> array.set(index, other(parents));
      }
    }
  }

  private static void collect(JsonElement element, List<JsonElement> parents) {
    if (element instanceof JsonObject object && !object.isEmpty()) {
      parents.add(object);
      object.asMap().values().forEach(value -> collect(value, parents));
    } else if (element instanceof JsonArray array && !array.isEmpty()) {
      parents.add(array);
      array.forEach(value -> collect(value, parents));
    }
  }

  private JsonElement other(List<JsonElement> parents) {
    return switch (random.nextInt(14)) {
      case 0 -> JsonNull.INSTANCE;
      case 1 -> new JsonPrimitive(random.nextBoolean());
      case 2 -> new JsonPrimitive(random.nextLong());
      case 3 -> new JsonPrimitive(new LazilyParsedNumber("-1e99999"));
      case 4 -> new JsonPrimitive(new LazilyParsedNumber(DIGITS));
      case 5 -> new JsonPrimitive("");
      case 6 -> new JsonPrimitive(HUGE);
      case 7 -> new JsonPrimitive("\ud800 \u0000 \ud83d\udd25 %zz ../ \u202e");
      case 8 -> new JsonArray();
      case 9 -> new JsonObject();
      case 10 -> nested(random.nextInt(80));
      case 11 -> new JsonPrimitive("{\"text\":\"again\"}");
      default -> parents.get(random.nextInt(parents.size())).deepCopy();
    };
  }

  /** The same value, slightly off. */
  private JsonElement odd(JsonElement value) {
    if (!(value instanceof JsonPrimitive primitive) || !primitive.isString()) {
      return new JsonPrimitive(value.toString());
    }
    String text = primitive.getAsString();
    int cut = random.nextInt(text.length() + 1);
    return switch (random.nextInt(4)) {
      case 0 -> new JsonPrimitive(text.substring(0, cut));
      case 1 -> new JsonPrimitive(text.substring(0, cut) + "\u00fc" + text.substring(cut));
      case 2 -> new JsonPrimitive(text + text);
      default -> new JsonPrimitive(new StringBuilder(text).reverse().toString());
    };
  }

  private static JsonElement nested(int depth) {
    JsonElement inner = new JsonObject();
    for (int i = 0; i < depth; i++) {
      JsonArray outer = new JsonArray();
      outer.add(inner);
      inner = outer;
    }
    return inner;
  }

  private String changeText(String text) {
    int place = random.nextInt(text.length());
    return switch (random.nextInt(5)) {
      case 0 -> text.substring(0, place);
      case 1 -> text.replaceFirst("\\{\"", "{\"a\":1,\"a\":2,\"");
      case 2 -> text + text;
      case 3 -> text.substring(0, place) + "[".repeat(5_000) + text.substring(place);
      default -> text.substring(0, place) + (char) random.nextInt(0x300) + text.substring(place);
    };
  }

  private byte[] changeBytes(byte[] bytes) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
