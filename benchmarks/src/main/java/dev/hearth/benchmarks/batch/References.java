package dev.hearth.benchmarks.batch;

import dev.hearth.Deadline;
import java.util.ArrayList;
import java.util.List;

/**
 * Knows the right answers. Immutable.
 *
 * <p>A quantised model's answer depends a little on what else is in its batch, so an answer is
 * right if it is nearer to its own reference than half the way between any two references: it
 * cannot be another item's then.
 */
final class References {

  private final List<float[]> answers;
  private final double reach;

  private References(List<float[]> answers, double reach) {
    this.answers = answers;
    this.reach = reach;
  }

  /** Runs each row by itself. */
  static References of(Work work, int rows) {
    List<float[]> answers = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      answers.add(work.run(List.of(Input.of(row)), Deadline.none()).get(0));
    }
    return new References(answers, leastDistance(answers) / 2);
  }

  int rows() {
    return answers.size();
  }

  boolean isRight(Input item, float[] answer) {
    return distance(answers.get(item.row()), answer) < reach;
  }

  private static double leastDistance(List<float[]> answers) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < answers.size(); i++) {
      for (int j = 0; j < i; j++) {
        least = Math.min(least, distance(answers.get(i), answers.get(j)));
      }
    }
    return least;
  }

  private static double distance(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      double difference = one[i] - other[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
