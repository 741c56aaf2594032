package dev.hearth.cache;

import dev.hearth.spi.LoadContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Lets one process at a time bring a model in, so that it is fetched once for all.
 *
 * <p>This is a courtesy, not a lock: parts have names of their own and the last rename wins with
 * the same bytes, so a process that waits no longer does no harm. It waits no longer when the other
 * one's part has not grown for {@value #PATIENCE_LOOKS} looks.
 */
final class FillTurn {

  private static final int PATIENCE_LOOKS = 400;

  private final DiskFolder folder;
  private final Pause pause;

  FillTurn(DiskFolder folder, Pause pause) {
    this.folder = folder;
    this.pause = pause;
  }

  /** Waits while another process is bringing a file in; tells whether that made progress. */
  boolean awaitOther(DiskItem item, LoadContext context) {
    try {
      Optional<Path> part = PartFile.living(folder.parts(), item.part());
      return part.isEmpty() || context.step("neighbour", () -> await(part.get(), context));
    } catch (NoSuchFileException e) {
      return true; // It ended between two looks.
    } catch (IOException e) {
      LoggerFactory.getLogger(FillTurn.class)
          .debug("disk layer {}: cannot tell who fills it: {}", folder.root(), e.toString());
      return false;
    }
  }

  private boolean await(Path part, LoadContext context) throws IOException {
    FileTime last = FileTime.fromMillis(0);
    for (int looks = 0; looks < PATIENCE_LOOKS && !context.abandoned(); looks++) {
      if (PartFile.isOrphan(part)) {
        return true;
      }
      FileTime now = Files.getLastModifiedTime(part);
      if (!now.equals(last)) {
        last = now;
        looks = 0;
        context.progress();
      }
      pause.nanos(Pause.SHORT_NANOS);
    }
    return false;
  }
}
