package dev.hearth.examples.documentreader;

import java.nio.FloatBuffer;

/**
 * What the recognizer made of a line.
 *
 * @param text what it says, possibly nothing
 * @param score how sure it is on average of the characters, 0 to 1
 */
record Reading(String text, double score) {

  /**
   * Reads the likeliest class of each step; a class that goes on over several steps is one
   * character.
   *
   * @param steps the likelihood of each class at each step, read from its position on
   * @param count how many steps
   * @param alphabet what the classes stand for
   */
  static Reading decode(FloatBuffer steps, int count, Alphabet alphabet) {
    StringBuilder text = new StringBuilder();
    float[] likely = new float[Alphabet.SIZE];
    double sum = 0;
    int characters = 0;
    int last = Alphabet.NOTHING;
    for (int step = 0; step < count; step++) {
      steps.get(likely);
      int best = likeliest(likely);
      if (best != Alphabet.NOTHING && best != last) {
        text.append(alphabet.character(best));
        sum += likely[best];
        characters++;
      }
      last = best;
    }
    return new Reading(text.toString().strip(), characters == 0 ? 0 : sum / characters);
  }

  private static int likeliest(float[] likely) {
    int best = 0;
    for (int i = 1; i < likely.length; i++) {
      if (likely[i] > likely[best]) {
        best = i;
      }
    }
    return best;
  }
}
