package dev.hearth.examples.documentreader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the recognizer's classes stand for: nothing, the characters of the key file, and a space.
 * Immutable.
 *
 * @param characters the characters of the key file
 */
record Alphabet(List<String> characters) {

  /** How many classes the model tells apart. */
  static final int SIZE = 6625;

  /** The class that separates one character from the next. */
  static final int NOTHING = 0;

  private static final String FILE = "ppocr_keys_v1.txt";

  /** Reads the key file of the package. */
  static Alphabet load() {
    try (InputStream file = Alphabet.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is not in the package; run the whole build");
      }
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      Alphabet alphabet = new Alphabet(text.lines().toList());
      if (alphabet.characters.size() + 2 != SIZE) {
        throw new IllegalStateException(
            FILE
                + ": "
                + alphabet.characters.size()
                + " characters (expected: "
                + (SIZE - 2)
                + "); take the file that belongs to the model");
      }
      return alphabet;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what a class other than {@link #NOTHING} stands for. */
  String character(int index) {
    return index <= characters.size() ? characters.get(index - 1) : " ";
  }
}
