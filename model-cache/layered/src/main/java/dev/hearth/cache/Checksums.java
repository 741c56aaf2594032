package dev.hearth.cache;

import dev.hearth.spi.ModelDigest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Length and checksums of bytes as they pass by. Confined to one thread at a time. */
final class Checksums {

  private final CRC32C crc32c = new CRC32C();
  private final @Nullable MessageDigest sha256;
  private long bytes;

  Checksums(Integrity integrity) {
    this.sha256 = integrity == Integrity.SHA256 ? newSha256() : null;
  }

  void update(byte[] chunk, int length) {
    crc32c.update(chunk, 0, length);
    if (sha256 != null) {
      sha256.update(chunk, 0, length);
    }
    bytes += length;
  }

  long bytes() {
    return bytes;
  }

  ModelDigest digest() {
    Optional<String> sha =
        Optional.ofNullable(sha256).map(digest -> HexFormat.of().formatHex(digest.digest()));
    return new ModelDigest(bytes, hex(crc32c), sha);
  }

  private static String hex(CRC32C crc) {
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
