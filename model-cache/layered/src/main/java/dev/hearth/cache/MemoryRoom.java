package dev.hearth.cache;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.ModelRef;
import dev.hearth.platform.MemoryBudget;
import java.util.Optional;

/**
 * How much the memory layer may hold, and who says so. Immutable.
 *
 * @param limit the limit
 * @param why where it comes from, behind the number in messages
 * @param remedy what to do about a model that is larger
 */
record MemoryRoom(Bytes limit, String why, String remedy) {

  static MemoryRoom of(Bytes limit) {
    return new MemoryRoom(
        limit, ", the limit of the memory layer", "raise the limit or take a smaller variant");
  }

  /** Returns what the platform leaves for models; without a limit where it does not tell. */
  static MemoryRoom of(Optional<MemoryBudget> platform) {
    return platform
        .map(
            budget ->
                new MemoryRoom(
                    budget.bytes(),
                    ": " + budget.source(),
                    "give the function more memory or take a smaller variant"))
        .orElseGet(() -> of(Bytes.of(Long.MAX_VALUE)));
  }

  void requireFits(ModelRef ref, Bytes size) {
    if (size.compareTo(limit) > 0) {
      throw new ConfigurationException(
          "model '" + ref + "': " + size + " (expected: at most " + limit + why + "); " + remedy);
    }
  }
}
