package dev.hearth.examples.ticketrouter;

import com.google.gson.stream.JsonReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes the vocabulary out of a Hugging Face {@code tokenizer.json}; the build runs it, the
 * function does not.
 */
public final class VocabularyFile {

  private VocabularyFile() {}

  /**
   * Writes one token a line.
   *
   * @param args the {@code tokenizer.json} to read and the file to write
   * @throws IOException if the one cannot be read or the other not written
   */
  public static void main(String[] args) throws IOException {
    Map<Integer, String> tokens = read(Path.of(args[0]));
    try (BufferedWriter out = Files.newBufferedWriter(Path.of(args[1]))) {
      int next = 0;
      for (Map.Entry<Integer, String> token : tokens.entrySet()) {
        if (token.getKey() != next++) {
          throw new IOException(args[0] + " has no token " + (next - 1));
        }
        out.write(token.getValue());
        out.write('\n');
      }
    }
  }

  private static Map<Integer, String> read(Path file) throws IOException {
    Map<Integer, String> tokens = new TreeMap<>();
    try (JsonReader json = new JsonReader(Files.newBufferedReader(file))) {
      enter(json, "model");
      enter(json, "vocab");
      json.beginObject();
      while (json.hasNext()) {
        String token = json.nextName();
        tokens.put(json.nextInt(), token);
      }
    }
    return tokens;
  }

  /** Goes to the value of a field of the object that comes next. */
  private static void enter(JsonReader json, String field) throws IOException {
    json.beginObject();
    while (!json.nextName().equals(field)) {
      json.skipValue();
    }
  }
}
