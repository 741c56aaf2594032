package dev.hearth.benchmarks.tokenizer;

import com.google.gson.stream.JsonReader;
import dev.hearth.examples.ticketrouter.WordPieceTokenizer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The example's tokenizer. */
final class Ours implements TextEncoder {

  private final WordPieceTokenizer tokenizer;

  private Ours(WordPieceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  static Ours fromLines(Path folder) throws IOException {
    return new Ours(WordPieceTokenizer.load(folder.resolve(TokenizerBenchmark.LINES)));
  }

  /** Does at each start what the example's build does once; the tokens stand in order of id. */
  static Ours fromJson(Path folder) throws IOException {
    StringBuilder lines = new StringBuilder();
    try (BufferedReader reader = Files.newBufferedReader(folder.resolve(TokenizerBenchmark.JSON));
        JsonReader json = new JsonReader(reader)) {
      enter(json, "model");
      enter(json, "vocab");
      json.beginObject();
      while (json.hasNext()) {
        lines.append(json.nextName()).append('\n');
        json.skipValue();
      }
    }
    return new Ours(
        WordPieceTokenizer.load(
            new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8))));
  }

  @Override
  public long[] encode(String text) {
    return tokenizer.encode(text, MAX_TOKENS);
  }

  private static void enter(JsonReader json, String field) throws IOException {
    json.beginObject();
    while (!json.nextName().equals(field)) {
      json.skipValue();
    }
  }
}
