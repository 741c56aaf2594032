package dev.hearth.examples.ticketrouter;

import java.text.Normalizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of one text; confined to one thread, used once.
 *
 * <p>BERT's steps in one pass over the characters: take the text apart at special tokens,
 * decompose, drop accents and control characters, write small, split at blanks and around
 * punctuation and Chinese characters, and cut each word into the longest tokens there are.
 *
 * <p>Each character is decomposed by itself. The JDK's normalizer, given a whole text, also sorts
 * the accents on a letter, for which a long run of them takes minutes; all of them are dropped
 * here.
 */
final class WordPieceEncoder {

  /** A longer word is unknown as a whole. */
  private static final int MAX_WORD_LENGTH = 100;

  private static final int MAX_BYTES_PER_CHARACTER = 4;
  private static final int INITIAL_IDS = 64;
  private static final String[] SPECIAL = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};

  private static final int FIRST_LATIN = 0xC0;

  /** The Latin letters from U+00C0 to U+017F without their accents. */
  private static final String LATIN =
      "AAAAAAÆCEEEEIIIIÐNOOOOO×ØUUUUYÞßaaaaaaæceeeeiiiiðnooooo÷øuuuuyþy"
          + "AaAaAaCcCcCcCcDdĐđEeEeEeEeEeGgGgGgGgHhĦħIiIiIiIiIıĲĳJjKkĸLlLlLlĿ"
          + "ŀŁłNnNnNnŉŊŋOoOoOoŒœRrRrRrSsSsSsSsTtTtŦŧUuUuUuUuUuUuWwYyYZzZzZzſ";

  private final Vocabulary vocabulary;

  /** The number of ids at which there is room for the last one only. */
  private final int limit;

  private final byte[] word = new byte[MAX_WORD_LENGTH * MAX_BYTES_PER_CHARACTER];
  private final int[] hashes;
  private long[] ids;
  private int size;
  private int wordLength;
  private int wordBytes;

  WordPieceEncoder(Vocabulary vocabulary, int maxTokens) {
    this.vocabulary = vocabulary;
    this.limit = maxTokens - 1;
    this.hashes = new int[vocabulary.longest() + 1];
    this.ids = new long[Math.min(maxTokens, INITIAL_IDS)];
  }

  long[] encode(String text) {
    put(vocabulary.begin);
    int from = 0;
    int bracket = text.indexOf('[');
    while (bracket >= 0 && size < limit) {
      String special = specialAt(text, bracket);
      int id = special == null ? -1 : vocabulary.id(special);
      if (special != null && id >= 0) {
        addPlain(text, from, bracket);
        endWord();
        add(id);
        from = bracket + special.length();
      }
      bracket = text.indexOf('[', bracket + 1);
    }
    addPlain(text, from, text.length());
    endWord();
    put(vocabulary.end);
    return Arrays.copyOf(ids, size);
  }

  private static @Nullable String specialAt(String text, int start) {
    for (String special : SPECIAL) {
      if (text.startsWith(special, start)) {
        return special;
      }
    }
    return null;
  }

  /** Encodes a part of the text that holds no special token. */
  private void addPlain(String text, int from, int to) {
    int at = from;
    while (at < to && size < limit) {
      char first = text.charAt(at++);
      if (first < 0x80) {
        addAscii(first);
      } else if (!Character.isSurrogate(first)) {
        addOther(first);
      } else if (Character.isHighSurrogate(first)
          && at < to
          && Character.isLowSurrogate(text.charAt(at))) {
        addOther(Character.toCodePoint(first, text.charAt(at++)));
      }
    }
  }

  private void addAscii(char c) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      addToWord(c);
    } else if (c >= 'A' && c <= 'Z') {
      addToWord(c + ('a' - 'A'));
    } else if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      endWord();
    } else if (c > ' ' && c < 0x7F) {
      addAlone(c);
    }
  }

  private void addOther(int c) {
    if (c >= FIRST_LATIN && c < FIRST_LATIN + LATIN.length()) {
      addPart(LATIN.charAt(c - FIRST_LATIN));
    } else if (mayDecompose(c) && Characters.kind(c) != Characters.NOTHING) {
      String parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
      for (int i = 0; i < parts.length(); i += Character.charCount(parts.codePointAt(i))) {
        addPart(parts.codePointAt(i));
      }
    } else {
      addPart(c);
    }
  }

  /**
   * Returns false for most characters that stand in English text: the JDK's normalizer takes long
   * to load.
   */
  private static boolean mayDecompose(int c) {
    boolean symbol = (c >= 0x2010 && c <= 0x20CF) || (c >= 0x1F000 && c <= 0x1FAFF);
    boolean chinese = c >= 0x4E00 && c <= 0x9FFF;
    return c >= FIRST_LATIN + LATIN.length() && !symbol && !chinese;
  }

  private void addPart(int c) {
    if (c < 0x80) {
      addAscii((char) c);
      return;
    }
    switch (Characters.kind(c)) {
      case Characters.LETTER -> addToWord(Character.toLowerCase(c));
      case Characters.BLANK -> endWord();
      case Characters.ALONE -> addAlone(c);
      default -> {}
    }
  }

  private void addAlone(int c) {
    endWord();
    addToWord(c);
    endWord();
  }

  private void addToWord(int c) {
    if (++wordLength > MAX_WORD_LENGTH) {
      return;
    }
    if (c < 0x80) {
      word[wordBytes++] = (byte) c;
    } else if (c < 0x800) {
      word[wordBytes++] = (byte) (0xC0 | (c >> 6));
      word[wordBytes++] = (byte) (0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      word[wordBytes++] = (byte) (0xE0 | (c >> 12));
      word[wordBytes++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      word[wordBytes++] = (byte) (0x80 | (c & 0x3F));
    } else {
      word[wordBytes++] = (byte) (0xF0 | (c >> 18));
      word[wordBytes++] = (byte) (0x80 | ((c >> 12) & 0x3F));
      word[wordBytes++] = (byte) (0x80 | ((c >> 6) & 0x3F));
      word[wordBytes++] = (byte) (0x80 | (c & 0x3F));
    }
  }

  private void endWord() {
    if (wordLength > 0) {
      int before = size;
      if (wordLength > MAX_WORD_LENGTH || !addPieces()) {
        size = before;
        add(vocabulary.unknown);
      }
      wordLength = 0;
      wordBytes = 0;
    }
  }

  /** Returns whether tokens cover the whole word. */
  private boolean addPieces() {
    int from = 0;
    while (from < wordBytes) {
      int to = longestPiece(from);
      if (to < 0) {
        return false;
      }
      from = to;
    }
    return true;
  }

  /** Adds the longest token at {@code from} and returns where it ends, or -1 if there is none. */
  private int longestPiece(int from) {
    boolean inside = from > 0;
    int most = Math.min(wordBytes - from, hashes.length - 1);
    int hash = vocabulary.hashOfNothing(inside);
    for (int i = 0; i < most; i++) {
      hash = Vocabulary.extend(hash, word[from + i]);
      hashes[i] = hash;
    }
    for (int length = most; length > 0; length--) {
      int id = vocabulary.find(word, from, from + length, hashes[length - 1], inside);
      if (id >= 0) {
        add(id);
        return from + length;
      }
    }
    return -1;
  }

  private void add(int id) {
    if (size < limit) {
      put(id);
    }
  }

  private void put(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, 2 * size);
    }
    ids[size++] = id;
  }
}
