package dev.hearth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import dev.hearth.Ticker;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.BundleVariant;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelDownload;
import dev.hearth.spi.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a store that outlives its processes promises of publishers that are killed, as a test.
 * Extend it next to the store, with a constructor that takes nothing: the publishing process makes
 * an object of the same class.
 *
 * <p>The number of kills is small; {@code -Dhearth.kills=100} makes it larger.
 */
public abstract class KilledPublicationContract {

  private static final ModelRef MINILM = new ModelRef("minilm", "4");
  private static final int FEW = 6;

  @TempDir private Path folder;

  /** Makes the kit; JUnit calls it. */
  @SuppressWarnings("NullAway.Init")
  protected KilledPublicationContract() {}

  /**
   * Names an empty place. Called by the test, once for each kill.
   *
   * @param folder a folder of the test
   * @param kill the number of the kill
   * @return the place, as {@link #open} takes it
   */
  protected abstract String place(Path folder, int kill);

  /**
   * Opens the store of a place. Called by the test and by the process that is killed.
   *
   * @param place the place
   * @return the store, closed by the kit
   */
  protected abstract ModelStore open(String place);

  /**
   * Says how long the weights of the bundle are.
   *
   * @return the length, such that a publication takes some tens of milliseconds
   */
  protected abstract long weightBytes();

  /**
   * Says how often a publication tells how far it is.
   *
   * @return about how often
   */
  protected abstract int steps();

  @Test
  @Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void publish_killedAtARandomMoment_isAllThereOrNotAtAll() throws Exception {
    int kills = Integer.getInteger("hearth.kills", FEW);
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    Path bundle = folder.resolve("bundle");
    TinyBundle.write(bundle, MINILM, weightBytes(), 1);
    int unfinished = 0;
    PublishingProcess next = start(bundle, 0);
    try {
      for (int kill = 0; kill < kills; kill++) {
        PublishingProcess process = next;
        process.go();
        next = start(bundle, kill + 1); // Meanwhile, and ready when its turn comes.
        process.awaitSteps(random.nextInt(steps() + 1));
        spin(random.nextInt(5_000_000));
        process.close();
        try (ModelStore store = open(place(folder, kill))) {
          unfinished += assertResumes(store, bundle, "seed " + seed + ", kill " + kill) ? 1 : 0;
        }
      }
    } finally {
      next.close();
    }
    System.out.println(getClass().getSimpleName() + ": " + unfinished + " of " + kills + " died");
  }

  private PublishingProcess start(Path bundle, int kill) throws IOException {
    return PublishingProcess.start(getClass(), place(folder, kill), MINILM, bundle);
  }

  /** Tells whether there was anything left to publish. */
  private static boolean assertResumes(ModelStore store, Path bundle, String moment)
      throws IOException {
    boolean there = isWhole(store, moment);
    if (there) {
      assertThatExceptionOfType(ConfigurationException.class)
          .as(moment)
          .isThrownBy(() -> store.publish(MINILM, bundle));
    } else {
      store.publish(MINILM, bundle);
    }
    assertThat(isWhole(store, moment)).as(moment).isTrue();
    return !there;
  }

  private static boolean isWhole(ModelStore store, String moment) throws IOException {
    Optional<byte[]> text = store.manifest(MINILM, Deadline.none());
    if (text.isEmpty()) {
      return false;
    }
    BundleManifest manifest = BundleManifest.parse(text.get(), moment);
    for (BundleVariant variant : manifest.variants()) {
      for (BundleFile file : variant.files()) {
        try (ModelDownload download = store.open(MINILM, file, Deadline.none())) {
          assertThat(ModelDigest.of(download.stream()))
              .as(moment)
              .isEqualTo(ModelDigest.of(file.digest()));
        }
      }
    }
    return true;
  }

  private static void spin(int nanos) {
    long start = Ticker.system().nanos();
    while (Ticker.system().nanos() - start < nanos) {
      Thread.onSpinWait();
    }
  }
}
