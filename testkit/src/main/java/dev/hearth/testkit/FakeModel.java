package dev.hearth.testkit;

import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.LoadReport;
import dev.hearth.ModelRef;
import dev.hearth.Signature;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.spi.LoadedModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * A model of a {@link FakeRuntime}: answers every call with the seed its file was made of, and
 * reports to its runtime what must not happen to a model. Safe for use by many threads.
 *
 * <p>Its file holds its own length and checksum, so the runtime can tell a whole one from all
 * others.
 */
public final class FakeModel implements LoadedModel {

  /** The name of the one output, an INT64 scalar: {@value}. */
  public static final String OUTPUT = "seed";

  /** The least length of a model's file: {@value}. */
  public static final int MIN_BYTES = 32;

  static final long MAGIC = 0x4845_4152_5448_0001L;
  static final int HEAD_BYTES = 3 * Long.BYTES;

  private static final int CHUNK_BYTES = 1 << 16;

  private final FakeRuntime runtime;
  private final ModelRef ref;
  private final Signature signature;
  private final Bytes size;
  private final long seed;
  private final LoadReport report;
  private int running; // guarded by this, as is closed
  private boolean closed;

  FakeModel(
      FakeRuntime runtime,
      ModelRef ref,
      Signature signature,
      Bytes size,
      long seed,
      LoadReport report) {
    this.runtime = runtime;
    this.ref = ref;
    this.signature = signature;
    this.size = size;
    this.seed = seed;
    this.report = report;
  }

  /**
   * Makes the bytes of a model's file.
   *
   * @param length how many, at least {@value #MIN_BYTES}
   * @param seed what the model answers
   * @return the bytes, the same for the same arguments
   */
  public static byte[] bytes(int length, long seed) {
    ByteBuffer file = ByteBuffer.allocate(length);
    fill(length, seed, file::put);
    return file.array();
  }

  /**
   * Writes a model's file, of any length, without holding it on the heap.
   *
   * @param file where to; replaced
   * @param length how many bytes, at least {@value #MIN_BYTES}
   * @param seed what the model answers
   * @return the file
   * @throws IOException if it cannot be written
   */
  public static Path write(Path file, Bytes length, long seed) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      fill(
          length.value(),
          seed,
          chunk -> {
            while (chunk.hasRemaining()) {
              channel.write(chunk);
            }
          });
    }
    return file;
  }

  @Override
  public ModelRef ref() {
    return ref;
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public Tensors run(Tensors inputs, Deadline deadline) {
    deadline.check("running model '" + ref + "'");
    synchronized (this) {
      if (closed) {
        runtime.misused(this, "ran after it was closed");
        throw new IllegalStateException("model '" + ref + "' is closed (expected: open)");
      }
      running++;
    }
    try {
      runtime.ran(ref);
      return Tensors.of(OUTPUT, Tensor.of(new long[] {seed}, 1));
    } finally {
      synchronized (this) {
        running--;
      }
    }
  }

  @Override
  public Bytes size() {
    return size;
  }

  @Override
  public LoadReport loadReport() {
    return report;
  }

  /**
   * Returns what this model answers.
   *
   * @return the seed its file was made of
   */
  public long seed() {
    return seed;
  }

  @Override
  public void close() {
    boolean again;
    boolean inUse;
    synchronized (this) {
      again = closed;
      inUse = running > 0;
      closed = true;
    }
    if (again) {
      runtime.misused(this, "was closed twice");
    } else {
      runtime.closed();
    }
    if (inUse) {
      runtime.misused(this, "was closed during a run");
    }
  }

  /** Returns name, version and what the model answers. */
  @Override
  public String toString() {
    return "FakeModel[" + ref + ", " + OUTPUT + " " + seed + "]";
  }

  private interface Sink<X extends Exception> {
    void put(ByteBuffer chunk) throws X;
  }

  private static <X extends Exception> void fill(long length, long seed, Sink<X> sink) throws X {
    if (length < MIN_BYTES) {
      throw new IllegalArgumentException(
          "length: " + length + " (expected: at least " + MIN_BYTES + ")");
    }
    CRC32C crc = new CRC32C();
    Random random = new Random(seed);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    chunk.putLong(MAGIC).putLong(length).putLong(seed);
    byte[] noise = new byte[CHUNK_BYTES];
    random.nextBytes(noise);
    long left = length - HEAD_BYTES - Long.BYTES;
    while (left > 0 || chunk.position() > 0) {
      int part = (int) Math.min(chunk.remaining(), left);
      chunk.put(noise, 0, part).flip();
      crc.update(chunk.duplicate());
      sink.put(chunk);
      left -= part;
      chunk.clear();
      noise[random.nextInt(CHUNK_BYTES)]++;
    }
    sink.put(ByteBuffer.allocate(Long.BYTES).putLong(crc.getValue()).flip());
  }
}
