package dev.hearth.benchmarks.tokenizer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import opennlp.tools.tokenize.WordpieceTokenizer;

/** OpenNLP's word pieces, in Java; it leaves case and accents to its caller. */
final class OpenNlp implements TextEncoder {

  private static final int MAX_WORD_LENGTH = 100;

  private final Tokens tokens;
  private final WordpieceTokenizer tokenizer;

  OpenNlp(Path folder) throws IOException {
    tokens = new Tokens(folder);
    tokenizer = new WordpieceTokenizer(tokens.map().keySet(), MAX_WORD_LENGTH);
  }

  @Override
  public long[] encode(String text) {
    List<String> all = Arrays.asList(tokenizer.tokenize(text.toLowerCase(Locale.ROOT)));
    return tokens.ids(all.subList(1, all.size() - 1));
  }
}
