package dev.hearth.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.hearth.InvalidInputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds plain Java objects from a JSON text, by Gson's streaming reader. */
final class JsonParser {

  static final int MAX_DEPTH = 64;

  /** What a lenient decoder puts in the place of what it cannot read. */
  private static final char REPLACEMENT = '\uFFFD';

  private final JsonReader reader;

  private JsonParser(JsonReader reader) {
    this.reader = reader;
  }

  static @Nullable Object parse(byte[] utf8, String what) {
    try (JsonReader reader = new JsonReader(new StringReader(decoded(utf8)))) {
      reader.setStrictness(Strictness.STRICT);
      reader.setNestingLimit(MAX_DEPTH);
      JsonParser parser = new JsonParser(reader);
      Object value = parser.value();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedJsonException("more than one value");
      }
      return value;
    } catch (CharacterCodingException e) {
      throw refused(what, "not UTF-8", e);
    } catch (EOFException e) {
      throw refused(
          what, utf8.length == 0 ? "empty" : "ends early, after " + utf8.length + " bytes", e);
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw refused(what, "not JSON: " + reason(e), e);
    }
  }

  private @Nullable Object value() throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object();
      case BEGIN_ARRAY -> array();
      case STRING -> reader.nextString();
      case NUMBER -> new JsonNumber(reader.nextString());
      case BOOLEAN -> reader.nextBoolean();
      case NULL -> nothing();
      case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT ->
          throw new MalformedJsonException("a value is missing");
    };
  }

  private Map<String, @Nullable Object> object() throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (fields.containsKey(name)) {
        throw new MalformedJsonException(
            "the name " + Excerpt.quoted(name) + " stands twice in one object");
      }
      fields.put(name, value());
    }
    reader.endObject();
    return fields;
  }

  private List<@Nullable Object> array() throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      items.add(value());
    }
    reader.endArray();
    return items;
  }

  private @Nullable Object nothing() throws IOException {
    reader.nextNull();
    return null;
  }

  /**
   * Decodes at once, which takes no buffers; only a text that may be damaged is looked at twice.
   */
  private static String decoded(byte[] utf8) throws CharacterCodingException {
    String text = new String(utf8, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : strictly(utf8);
  }

  private static String strictly(byte[] utf8) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(utf8))
        .toString();
  }

  private static InvalidInputException refused(String what, String found, Exception cause) {
    return new InvalidInputException(
        what + ": " + found + " (expected: one JSON value in UTF-8); send JSON", cause);
  }

  /**
   * What Gson says is wrong and in which line and column, without what it adds: the names on the
   * way there, which somebody sent, and advice for its own users.
   */
  private static String reason(Exception e) {
    String message = String.valueOf(e.getMessage());
    int path = message.indexOf(" path $");
    String said = path < 0 ? message : message.substring(0, path);
    int place = said.indexOf(" at line ");
    return said.startsWith("Use JsonReader") && place > 0
        ? "malformed" + said.substring(place)
        : said;
  }
}
