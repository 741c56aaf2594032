package dev.hearth.cache;

import dev.hearth.Bytes;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelDownload;
import java.io.IOException;
import java.io.InputStream;

/** Moves the bytes of a download to where they are kept and checks them on the way. */
final class Transfer {

  private static final int CHUNK_BYTES = 1 << 18;
  private static final String REMEDY = "publish the model again";

  /** Takes the bytes, chunk by chunk. */
  interface Sink {
    void accept(byte[] chunk, int length) throws DiskUnusableException;
  }

  private Transfer() {}

  /** Copies a download to a sink; returns what was seen, which is what was promised. */
  static ModelDigest copy(
      ModelRef ref, ModelDownload download, Integrity integrity, LoadContext context, Sink sink)
      throws DiskUnusableException {
    Checksums seen = new Checksums(integrity);
    InputStream stream = download.stream();
    byte[] chunk = new byte[(int) Math.max(1, Math.min(CHUNK_BYTES, download.bytes()))];
    for (int n = read(ref, stream, chunk, seen); n >= 0; n = read(ref, stream, chunk, seen)) {
      seen.update(chunk, n);
      requireNoMore(ref, download, seen);
      sink.accept(chunk, n);
      context.progress();
    }
    if (seen.bytes() < download.bytes()) {
      throw cutOff(ref, download, seen);
    }
    ModelDigest digest = seen.digest();
    download.digest().ifPresent(promised -> compare(ref, digest, promised));
    return digest;
  }

  static ModelBrokenException broken(ModelRef ref, String found, String expected, String remedy) {
    return new ModelBrokenException(
        "model '"
            + ref
            + "': "
            + found
            + " (expected: "
            + expected
            + ", as in its digest); "
            + remedy);
  }

  private static int read(ModelRef ref, InputStream stream, byte[] chunk, Checksums seen) {
    try {
      return stream.read(chunk);
    } catch (IOException e) {
      throw new ModelUnavailableException(
          "model '"
              + ref
              + "': its transfer broke off after "
              + Bytes.of(seen.bytes())
              + ": "
              + e.getMessage()
              + " (expected: the whole model); call again",
          e);
    }
  }

  private static void requireNoMore(ModelRef ref, ModelDownload download, Checksums seen) {
    if (seen.bytes() > download.bytes()) {
      throw new ModelBrokenException(
          "model '"
              + ref
              + "': more than "
              + Bytes.of(download.bytes())
              + " (expected: "
              + Bytes.of(download.bytes())
              + ", as the store announced); "
              + REMEDY);
    }
  }

  private static ModelUnavailableException cutOff(
      ModelRef ref, ModelDownload download, Checksums seen) {
    return new ModelUnavailableException(
        "model '"
            + ref
            + "': its transfer ended after "
            + Bytes.of(seen.bytes())
            + " (expected: "
            + Bytes.of(download.bytes())
            + ", as the store announced); call again");
  }

  private static void compare(ModelRef ref, ModelDigest seen, ModelDigest promised) {
    if (seen.bytes() != promised.bytes()) {
      throw broken(
          ref, Bytes.of(seen.bytes()).toString(), Bytes.of(promised.bytes()).toString(), REMEDY);
    }
    if (!seen.crc32c().equals(promised.crc32c())) {
      throw broken(ref, "crc32c " + seen.crc32c(), promised.crc32c(), REMEDY);
    }
    if (seen.sha256().isPresent()
        && promised.sha256().isPresent()
        && !seen.sha256().equals(promised.sha256())) {
      throw broken(ref, "sha256 " + seen.sha256().get(), promised.sha256().get(), REMEDY);
    }
  }
}
