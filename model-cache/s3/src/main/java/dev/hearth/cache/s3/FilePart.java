package dev.hearth.cache.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import software.amazon.awssdk.services.s3.model.Part;

/**
 * A part of a file that is sent in parts.
 *
 * @param number its number, from 1
 * @param length its length
 * @param crc32c its CRC-32C, as 8 hexadecimal digits
 * @param md5 its MD5, as 32 hexadecimal digits: what most buckets have for a part's tag
 */
record FilePart(int number, long length, String crc32c, String md5) {

  private static final int BUFFER_BYTES = 1 << 17;

  /** Reads a part; nothing of it stays in memory. */
  static FilePart read(FileChannel file, int number, long offset, long length) throws IOException {
    CRC32C crc = new CRC32C();
    MessageDigest md5 = newMd5();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    long read = 0;
    while (read < length) {
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, length - read));
      int n = file.read(buffer, offset + read);
      if (n < 0) {
        break;
      }
      crc.update(buffer.array(), 0, n);
      md5.update(buffer.array(), 0, n);
      read += n;
    }
    HexFormat hex = HexFormat.of();
    return new FilePart(
        number, read, hex.toHexDigits((int) crc.getValue()), hex.formatHex(md5.digest()));
  }

  /** Tells whether a part in the bucket holds the same bytes, so far as the bucket lets one see. */
  boolean is(Part there) {
    boolean same =
        there.checksumCRC32C() != null
            ? there.checksumCRC32C().equals(Stored.base64(crc32c))
            : there.eTag() != null && there.eTag().replace("\"", "").equals(md5);
    return there.size() != null && there.size() == length && same;
  }

  /** Opens the bytes of a part once more. */
  static InputStream stream(FileChannel file, long offset, long length) {
    return new InputStream() {
      private long at = offset;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int from, int count) throws IOException {
        int most = (int) Math.min(count, offset + length - at);
        if (most <= 0) {
          return count == 0 ? 0 : -1;
        }
        int n = file.read(ByteBuffer.wrap(into, from, most), at);
        at += Math.max(0, n);
        return n;
      }
    };
  }

  private static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has MD5", e);
    }
  }
}
