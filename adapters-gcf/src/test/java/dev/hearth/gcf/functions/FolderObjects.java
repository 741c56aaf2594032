package dev.hearth.gcf.functions;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.InvalidInputException;
import dev.hearth.function.Payload;
import dev.hearth.spi.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Objects as files of a folder: JSON, or plain text if their name says so. */
public final class FolderObjects implements ObjectStore {

  private final Path folder;

  /**
   * Makes a store.
   *
   * @param folder holds a folder for each bucket
   */
  public FolderObjects(Path folder) {
    this.folder = folder;
  }

  @Override
  public Payload read(String container, String key, long maxBytes, Deadline deadline) {
    Path file = file(container, key);
    try {
      if (!Files.exists(file)) {
        throw new ConfigurationException("object '" + key + "': missing (expected: there)");
      }
      if (Files.size(file) > maxBytes) {
        throw new InvalidInputException("object '" + key + "': too long (expected: less)");
      }
      String type = key.endsWith(".txt") ? "text/plain" : Payload.JSON;
      return new Payload("object", type, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean writeNew(String container, String key, Payload content, Deadline deadline) {
    if (Files.exists(file(container, key))) {
      return false;
    }
    write(container, key, content, deadline);
    return true;
  }

  @Override
  public void write(String container, String key, Payload content, Deadline deadline) {
    Path file = file(container, key);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {}

  private Path file(String container, String key) {
    return folder.resolve(container).resolve(key);
  }
}
