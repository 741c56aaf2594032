package dev.hearth.cache;

import dev.hearth.spi.ModelStore;
import dev.hearth.testkit.store.KilledPublicationContract;
import java.nio.file.Path;

/** A process that is killed at any moment of publishing to a folder. */
final class FolderKilledPublicationTest extends KilledPublicationContract {

  @Override
  protected String place(Path folder, int kill) {
    return folder.resolve("models-" + kill).toString();
  }

  @Override
  protected ModelStore open(String place) {
    return FolderModelStore.at(Path.of(place));
  }

  @Override
  protected long weightBytes() {
    return 4 << 20;
  }

  /** One for each file and each 256 KiB. */
  @Override
  protected int steps() {
    return 26;
  }
}
