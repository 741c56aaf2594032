package dev.hearth.examples.batchscoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The properties of a resource in the deploy file.
 *
 * @param properties the properties
 */
record DeployFile(Map<?, ?> properties) {

  static DeployFile function() throws IOException {
    return resource("BatchScoring");
  }

  static DeployFile resource(String name) throws IOException {
    String yaml = Files.readString(Path.of("template.yaml"));
    Object root = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return new DeployFile((Map<?, ?>) at(root, "Resources", name, "Properties"));
  }

  Object get(String... path) {
    return at(properties, path);
  }

  String text(String... path) {
    return (String) get(path);
  }

  private static Object at(Object from, String... path) {
    Object at = from;
    for (String key : path) {
      Object next = ((Map<?, ?>) at).get(key);
      if (next == null) {
        throw new AssertionError("template.yaml has no " + List.of(path));
      }
      at = next;
    }
    return at;
  }
}
