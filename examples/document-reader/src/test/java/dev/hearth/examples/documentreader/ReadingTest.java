package dev.hearth.examples.documentreader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadingTest {

  private static final Alphabet ALPHABET = new Alphabet(List.of("a", "b"));
  private static final int SPACE = 3;

  @Test
  void decode_repeatedClass_isOneCharacterUnlessNothingStandsBetween() {
    assertThat(decode(0, 1, 1, 0, 1, 2, 2, SPACE, 2, 0).text()).isEqualTo("aab b");
  }

  @Test
  void decode_nothing_isEmpty() {
    assertThat(decode(0, 0, 0)).isEqualTo(new Reading("", 0));
  }

  @Test
  void decode_spacesAround_areCut() {
    assertThat(decode(SPACE, 1, SPACE).text()).isEqualTo("a");
  }

  @Test
  void decode_scoreIsTheMeanOfTheCharacters() {
    assertThat(decode(1, 0, 2).score()).isCloseTo((0.9 + 0.9) / 2, within(1e-6));
  }

  @Test
  void load_fileOfThePackage_hasAClassForEachCharacter() {
    Alphabet alphabet = Alphabet.load();
    assertThat(alphabet.characters()).hasSize(Alphabet.SIZE - 2).contains("A", "z", "0", "中");
    assertThat(alphabet.character(Alphabet.SIZE - 1)).isEqualTo(" ");
  }

  private static Reading decode(int... classes) {
    FloatBuffer steps = FloatBuffer.allocate(classes.length * Alphabet.SIZE);
    for (int i = 0; i < classes.length; i++) {
      steps.put(i * Alphabet.SIZE + classes[i], 0.9f);
    }
    return Reading.decode(steps, classes.length, ALPHABET);
  }
}
