package dev.hearth.cache;

import dev.hearth.Environment;
import dev.hearth.ModelSource;
import dev.hearth.spi.ModelStore;
import java.net.URI;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Stands in for the cache: notes which stores it could use, and has no model. */
public final class EnvironmentCache {
  public static String schemes = "";

  private EnvironmentCache() {}

  public static ModelSource of(
      Environment environment, Map<String, Function<URI, ModelStore>> stores) {
    schemes = new TreeSet<>(stores.keySet()).toString();
    return new dev.hearth.processor.FakeModels().models(environment);
  }
}
