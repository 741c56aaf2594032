package dev.hearth.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The length and checksums of a file. Immutable.
 *
 * @param bytes the length
 * @param crc32c the CRC-32C, 8 lower-case hexadecimal digits: checked whenever the file is used
 * @param sha256 the SHA-256, 64 lower-case hexadecimal digits: names the content; empty for what
 *     was prepared in passing and never leaves the machine
 */
public record FileDigest(long bytes, String crc32c, Optional<String> sha256) {

  /**
   * Small enough to stay in the processor's cache. A mapping would be a little quicker, but counts
   * as resident until the collector finds it.
   */
  private static final int BUFFER_BYTES = 1 << 16;

  /** Makes a digest. */
  public FileDigest {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: " + bytes + " (expected: 0 or more)");
    }
    requireHex("crc32c", crc32c, 8);
    if (sha256.isPresent()) {
      requireHex("sha256", sha256.get(), 64);
    }
  }

  /**
   * Reads a file and returns its digest. Blocks; nothing of the file stays in memory.
   *
   * @param file the file
   * @param withSha256 whether the SHA-256 is wanted, which takes many times as long
   * @return the digest
   * @throws IOException if the file cannot be read
   */
  public static FileDigest of(Path file, boolean withSha256) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return of(channel, 0, channel.size(), withSha256);
    }
  }

  /**
   * Reads a part of a file and returns its digest. Blocks; nothing of it stays in memory.
   *
   * @param channel the open file; its position is not used
   * @param offset where the part begins
   * @param length its length; less is read where the file ends before
   * @param withSha256 whether the SHA-256 is wanted
   * @return the digest of what was read
   * @throws IOException if the file cannot be read
   */
  public static FileDigest of(FileChannel channel, long offset, long length, boolean withSha256)
      throws IOException {
    CRC32C crc = new CRC32C();
    MessageDigest sha = withSha256 ? newSha256() : null;
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    long read = 0;
    while (read < length) {
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, length - read));
      int n = channel.read(buffer, offset + read);
      if (n < 0) {
        break;
      }
      crc.update(buffer.flip());
      if (sha != null) {
        sha.update(buffer.rewind());
      }
      read += n;
    }
    return new FileDigest(
        read,
        HexFormat.of().toHexDigits((int) crc.getValue()),
        sha == null ? Optional.empty() : Optional.of(HexFormat.of().formatHex(sha.digest())));
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }

  private static void requireHex(String name, String digits, int length) {
    if (digits.length() != length || !digits.chars().allMatch(FileDigest::isHex)) {
      throw new IllegalArgumentException(
          name + ": '" + digits + "' (expected: " + length + " lower-case hexadecimal digits)");
    }
  }

  private static boolean isHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
