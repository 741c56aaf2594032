package dev.hearth.benchmarks.tokenizer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.tribuo.util.tokens.impl.wordpiece.Wordpiece;
import org.tribuo.util.tokens.impl.wordpiece.WordpieceBasicTokenizer;
import org.tribuo.util.tokens.impl.wordpiece.WordpieceTokenizer;

/** Tribuo's word pieces, in Java; a tokenizer is confined to one thread. */
final class Tribuo implements TextEncoder {

  private static final int MAX_WORD_LENGTH = 100;

  private final Tokens tokens;
  private final WordpieceTokenizer tokenizer;

  Tribuo(Path folder) throws IOException {
    tokens = new Tokens(folder);
    tokenizer =
        new WordpieceTokenizer(
            new Wordpiece(tokens.map().keySet(), "[UNK]", MAX_WORD_LENGTH),
            new WordpieceBasicTokenizer(),
            true,
            true,
            Set.of());
  }

  @Override
  public long[] encode(String text) {
    return tokens.ids(tokenizer.split(text));
  }
}
