package dev.hearth.cache;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.Environment;
import dev.hearth.spi.ModelStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Builds the layers that a function's environment names.
 *
 * <pre>{@code
 * ModelSource models = EnvironmentCache.of(environment, Map.of("s3", S3ModelStore::at));
 * }</pre>
 *
 * <table>
 *   <caption>The variables</caption>
 *   <tr><th>variable</th><th>holds</th></tr>
 *   <tr><td>{@value #MODELS}</td><td>where the models are: {@code s3://bucket/prefix}, {@code
 *       file:///folder}</td></tr>
 *   <tr><td>{@value #DISK}</td><td>the folder of the disk layer, or {@code none}; {@code
 *       hearth-models} in the temporary folder by default</td></tr>
 *   <tr><td>{@value #DISK_MEBIBYTES}</td><td>how much the folder may take; {@value
 *       #DEFAULT_DISK_MEBIBYTES} by default</td></tr>
 *   <tr><td>{@value #MEMORY_MEBIBYTES}</td><td>how much loaded models may take; by default what the
 *       platform leaves</td></tr>
 * </table>
 */
public final class EnvironmentCache {

  /** The variable that says where the models are: {@value}. */
  public static final String MODELS = "HEARTH_MODELS";

  /** The variable that names the folder of the disk layer: {@value}. */
  public static final String DISK = "HEARTH_DISK";

  /** The variable that says how much the folder may take, in mebibytes: {@value}. */
  public static final String DISK_MEBIBYTES = "HEARTH_DISK_MIB";

  /** The variable that says how much loaded models may take, in mebibytes: {@value}. */
  public static final String MEMORY_MEBIBYTES = "HEARTH_MEMORY_MIB";

  private static final long DEFAULT_DISK_MEBIBYTES = 400;
  private static final String NO_DISK = "none";

  private EnvironmentCache() {}

  /**
   * Builds the cache. Connects to nothing and loads nothing.
   *
   * @param environment the function's environment
   * @param stores what makes the store of each scheme beside {@code file}
   * @return the cache, to be closed by the caller if it does not live as long as the process
   * @throws ConfigurationException if a variable is missing or makes no sense
   */
  public static LayeredModelCache of(
      Environment environment, Map<String, Function<URI, ModelStore>> stores) {
    LayeredModelCacheBuilder builder =
        LayeredModelCache.builder().remote(store(environment, stores));
    String folder = environment.text(DISK, defaultFolder());
    if (!folder.equals(NO_DISK)) {
      builder.disk(
          Path.of(folder),
          environment.mebibytes(DISK_MEBIBYTES, Bytes.mebibytes(DEFAULT_DISK_MEBIBYTES)));
    }
    if (environment.text(MEMORY_MEBIBYTES).isPresent()) {
      builder.memory(environment.mebibytes(MEMORY_MEBIBYTES, Bytes.of(0)));
    }
    return builder.build();
  }

  private static ModelStore store(
      Environment environment, Map<String, Function<URI, ModelStore>> given) {
    Map<String, Function<URI, ModelStore>> stores = new LinkedHashMap<>(given);
    stores.put("file", place -> FolderModelStore.at(Path.of(place)));
    String expected =
        "a URI with one of the schemes "
            + String.join(", ", new TreeSet<>(stores.keySet()))
            + ", for example s3://bucket/prefix";
    String text = environment.required(MODELS, expected);
    try {
      URI place = URI.create(text);
      Function<URI, ModelStore> make =
          place.getScheme() == null ? null : stores.get(place.getScheme());
      if (make != null) {
        return make.apply(place);
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          MODELS
              + ": '"
              + text
              + "': "
              + e.getMessage()
              + " (expected: "
              + expected
              + "); correct it",
          e);
    }
    throw new ConfigurationException(
        MODELS
            + ": '"
            + text
            + "' (expected: "
            + expected
            + "); correct it, or add the store's artifact to the function");
  }

  private static String defaultFolder() {
    return Path.of(System.getProperty("java.io.tmpdir"), "hearth-models").toString();
  }
}
