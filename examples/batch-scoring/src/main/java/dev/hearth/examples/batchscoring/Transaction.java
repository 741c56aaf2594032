package dev.hearth.examples.batchscoring;

import java.util.List;

/**
 * A card transaction, as the payment system describes it to the model.
 *
 * @param id the payment system's name for it
 * @param features {@value #FEATURES} numbers, of which the first is the amount
 */
record Transaction(String id, List<Float> features) {

  static final int FEATURES = 32;

  Transaction {
    features = List.copyOf(features);
    if (features.size() != FEATURES) {
      throw new IllegalArgumentException(
          "features: " + features.size() + " numbers (expected: " + FEATURES + "); send all");
    }
    if (features.get(0) < 0) {
      throw new IllegalArgumentException(
          "features[0], the amount: "
              + features.get(0)
              + " (expected: 0 or more); send refunds elsewhere");
    }
  }
}
