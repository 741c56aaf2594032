package dev.hearth.examples.ticketrouter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Turns text into the token ids of an uncased BERT model.
 *
 * <p>The ids are those of the Hugging Face tokenizer with the same vocabulary; a test holds the two
 * against each other. As there, a special token such as {@code [SEP]} that stands in the text
 * becomes that token. Unlike there, half of a surrogate pair is left out.
 *
 * <p>Immutable; safe for use by many threads.
 */
public final class WordPieceTokenizer {

  private static final int SMALLEST_MAX_TOKENS = 2;

  private final Vocabulary vocabulary;

  private WordPieceTokenizer(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Reads a vocabulary from a file.
   *
   * @param file one token a line, in UTF-8; the first line is token 0
   * @return a tokenizer
   * @throws IOException if the file cannot be read or lacks a token that every BERT vocabulary has
   */
  public static WordPieceTokenizer load(Path file) throws IOException {
    return new WordPieceTokenizer(Vocabulary.parse(Files.readAllBytes(file)));
  }

  /**
   * Reads a vocabulary from a stream, which the caller closes.
   *
   * @param stream one token a line, in UTF-8; the first line is token 0
   * @return a tokenizer
   * @throws IOException if the stream cannot be read or lacks a token that every BERT vocabulary
   *     has
   */
  public static WordPieceTokenizer load(InputStream stream) throws IOException {
    return new WordPieceTokenizer(Vocabulary.parse(stream.readAllBytes()));
  }

  /**
   * Turns one text into token ids, beginning with {@code [CLS]} and ending with {@code [SEP]}.
   *
   * @param text any text, also an empty one
   * @param maxTokens the most ids to return, at least 2; what is beyond is cut off
   * @return the ids; a new array at each call
   */
  public long[] encode(String text, int maxTokens) {
    if (maxTokens < SMALLEST_MAX_TOKENS) {
      throw new IllegalArgumentException("maxTokens: " + maxTokens + " (expected: at least 2)");
    }
    return new WordPieceEncoder(vocabulary, maxTokens).encode(text);
  }
}
