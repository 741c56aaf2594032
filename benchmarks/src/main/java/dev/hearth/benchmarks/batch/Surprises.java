package dev.hearth.benchmarks.batch;

import dev.hearth.benchmarks.Settings;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells of failures that nobody meant, once for each kind of them; the figures tell how many. Safe
 * for use by many threads.
 */
record Surprises(Settings settings, Set<Class<?>> told) implements Consumer<RuntimeException> {

  static Surprises toldTo(Settings settings) {
    return new Surprises(settings, ConcurrentHashMap.newKeySet());
  }

  @Override
  public void accept(RuntimeException surprise) {
    if (told.add(surprise.getClass())) {
      settings.say("batch: a call failed: %s", surprise);
    }
  }
}
