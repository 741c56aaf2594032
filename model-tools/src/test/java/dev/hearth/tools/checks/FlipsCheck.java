package dev.hearth.tools.checks;

import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.InferenceException;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.cache.LayeredModelCache;
import dev.hearth.onnx.LoadForm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Single bits flipped in a bundle's files: whoever loads it then is refused. The bundle is made out
 * to be from another processor, for else nobody reads its sample.
 */
final class FlipsCheck implements Checks.Check {

  private static final int FLIPS = 1_000;

  /** Every so many flips are met through a disk layer too. */
  private static final int BY_DISK = 4;

  private final Map<String, Integer> refusals = new TreeMap<>();
  private int byDisk;

  @Override
  public List<String> run(Checks.Setting setting) throws Exception {
    Path disk = setting.work().resolve("disk");
    Path folder = disk.resolve(Work.REF.name()).resolve(Work.REF.version());
    Bundle bundle = fromElsewhere(Work.prepare(RealModel.MINILM_INT8.in(setting.models()), folder));
    serve(bundle, disk);
    List<Path> files = new ArrayList<>(List.of(folder.resolve(BundleManifest.FILE)));
    for (BundleFile file : bundle.manifest().variants().get(0).loadFiles()) {
      files.add(file.in(folder));
    }
    long seed = setting.work().hashCode();
    Random random = new Random(seed);
    for (int flip = 1; flip <= FLIPS; flip++) {
      Path file = files.get(random.nextInt(files.size()));
      long at = (long) (random.nextDouble() * Files.size(file));
      int bit = 1 << random.nextInt(Byte.SIZE);
      flip(file, at, bit);
      requireRefused(folder, disk, file, at, bit, flip % BY_DISK == 0);
      flip(file, at, bit);
      if (flip % 100 == 0) {
        setting.say("flips: %d/%d refused", flip, FLIPS);
      }
    }
    bundle.verify();
    serve(bundle, disk);
    return List.of(
        FLIPS + " bits flipped, each refused by the runtime, 0 served: " + refusals,
        byDisk + " of them met through a disk layer without a remote too, 0 served",
        "seed " + seed);
  }

  private void requireRefused(
      Path folder, Path disk, Path file, long at, int bit, boolean alsoByDisk)
      throws Checks.Failed {
    String where = file.getFileName() + " at " + at + ", bit " + bit;
    try {
      Work.load(Bundle.in(folder), LoadForm.MAPPED).close();
      throw new Checks.Failed("served in spite of a flip in " + where);
    } catch (InferenceException e) {
      refusals.merge(file.getFileName() + " " + e.getClass().getSimpleName(), 1, Integer::sum);
    }
    if (alsoByDisk) {
      byDisk++;
      try (LayeredModelCache cache = cache(disk);
          Lease<Model> lease = cache.model(Work.REF.toString()).acquire(Deadline.none())) {
        throw new Checks.Failed("the disk layer served " + lease.get() + " flipped in " + where);
      } catch (InferenceException e) {
        refusals.merge("by disk " + e.getClass().getSimpleName(), 1, Integer::sum);
      }
    }
  }

  private static void serve(Bundle bundle, Path disk) {
    Work.load(bundle, LoadForm.MAPPED).close();
    try (LayeredModelCache cache = cache(disk)) {
      cache.model(Work.REF.toString()).acquire(Deadline.none()).close();
    }
  }

  private static LayeredModelCache cache(Path disk) {
    return LayeredModelCache.builder()
        .memory(Bytes.mebibytes(300))
        .disk(disk, Bytes.gibibytes(1))
        .runtime(Work.runtime(LoadForm.MAPPED))
        .build();
  }

  private static Bundle fromElsewhere(Bundle bundle) throws IOException {
    BundleManifest manifest = Work.fromElsewhere(bundle.manifest());
    Files.write(bundle.folder().resolve(BundleManifest.FILE), manifest.text());
    return Bundle.in(bundle.folder());
  }

  private static void flip(Path file, long at, int bit) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer octet = ByteBuffer.allocate(1);
      channel.read(octet, at);
      octet.put(0, (byte) (octet.get(0) ^ bit)).rewind();
      channel.write(octet, at);
    }
  }
}
