package dev.hearth.examples.documentreader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The properties of the function in the deploy file.
 *
 * @param properties the properties
 */
record DeployFile(Map<?, ?> properties) {

  static DeployFile read() throws IOException {
    String yaml = Files.readString(Path.of("template.yaml"));
    Object root = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return new DeployFile((Map<?, ?>) at(root, "Resources", "DocumentReader", "Properties"));
  }

  Object get(String... path) {
    return at(properties, path);
  }

  String text(String... path) {
    return (String) get(path);
  }

  /** Follows names, and numbers of a list. */
  static Object at(Object from, String... path) {
    Object at = from;
    for (String key : path) {
      Object next =
          at instanceof List<?> list ? list.get(Integer.parseInt(key)) : ((Map<?, ?>) at).get(key);
      if (next == null) {
        throw new AssertionError("template.yaml has no " + List.of(path));
      }
      at = next;
    }
    return at;
  }
}
