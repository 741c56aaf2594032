package dev.hearth.spi;

import dev.hearth.ModelBrokenException;
import dev.hearth.bundle.FileDigest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The length and checksums of a model file. Immutable.
 *
 * <p>Its text form is one {@code key value} pair a line, as it is kept beside a model in a store:
 *
 * <pre>{@code
 * bytes 90387606
 * crc32c 1a2b3c4d
 * sha256 759c3cd2b7fe...
 * }</pre>
 *
 * @param bytes the length of the file
 * @param crc32c the CRC-32C (Castagnoli) of the file, as eight lower-case hexadecimal digits
 * @param sha256 the SHA-256 of the file, as 64 lower-case hexadecimal digits, if it is known
 */
public record ModelDigest(long bytes, String crc32c, Optional<String> sha256) {

  private static final int CRC_DIGITS = 8;
  private static final int SHA_DIGITS = 64;
  private static final int BUFFER_BYTES = 1 << 17;

  public ModelDigest {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: " + bytes + " (expected: 0 or more)");
    }
    requireHex("crc32c", crc32c, CRC_DIGITS);
    sha256.ifPresent(digits -> requireHex("sha256", digits, SHA_DIGITS));
  }

  /**
   * Reads a file and returns its digest, with the SHA-256. Blocks until the file is read.
   *
   * @param file the file
   * @return its digest
   * @throws IOException if the file cannot be read
   */
  public static ModelDigest of(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return of(bytes);
    }
  }

  /**
   * Reads a stream to its end and returns the digest of what it delivered, with the SHA-256. Blocks
   * as the stream does.
   *
   * @param bytes the stream, left open
   * @return its digest
   * @throws IOException if the stream fails
   */
  public static ModelDigest of(InputStream bytes) throws IOException {
    CRC32C crc32c = new CRC32C();
    MessageDigest sha256 = sha256Digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    long length = 0;
    for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
      crc32c.update(buffer, 0, read);
      sha256.update(buffer, 0, read);
      length += read;
    }
    HexFormat hex = HexFormat.of();
    return new ModelDigest(
        length,
        hex.toHexDigits((int) crc32c.getValue()),
        Optional.of(hex.formatHex(sha256.digest())));
  }

  /**
   * Returns the digest of a bundle's file.
   *
   * @param file the digest its manifest has
   * @return the same, as stores keep it beside plain models
   */
  public static ModelDigest of(FileDigest file) {
    return new ModelDigest(file.bytes(), file.crc32c(), file.sha256());
  }

  /**
   * Returns the text form.
   *
   * @return lines of {@code key value}, each ended by a line feed
   */
  public String text() {
    StringBuilder text = new StringBuilder(128);
    text.append("bytes ").append(bytes).append('\n');
    text.append("crc32c ").append(crc32c).append('\n');
    sha256.ifPresent(digits -> text.append("sha256 ").append(digits).append('\n'));
    return text.toString();
  }

  /**
   * Reads the text form; lines with unknown keys are passed over.
   *
   * @param text the text form
   * @param where where the text was found, for the message
   * @return the digest
   * @throws ModelBrokenException if length or CRC is missing or malformed
   */
  public static ModelDigest parse(String text, String where) {
    String bytes = "";
    String crc32c = "";
    Optional<String> sha256 = Optional.empty();
    for (String line : text.lines().toList()) {
      int space = line.indexOf(' ');
      String key = space < 0 ? line : line.substring(0, space);
      String value = space < 0 ? "" : line.substring(space + 1).strip();
      switch (key) {
        case "bytes" -> bytes = value;
        case "crc32c" -> crc32c = value;
        case "sha256" -> sha256 = Optional.of(value);
        default -> {}
      }
    }
    try {
      return new ModelDigest(Long.parseLong(bytes), crc32c, sha256);
    } catch (IllegalArgumentException e) {
      throw new ModelBrokenException(
          "digest "
              + where
              + ": "
              + e.getMessage()
              + " (expected: lines 'bytes N', 'crc32c HEX' and optionally 'sha256 HEX'); publish the"
              + " model again",
          e);
    }
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }

  private static void requireHex(String name, String digits, int length) {
    if (digits.length() != length || !digits.chars().allMatch(ModelDigest::isHex)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: '%s' (expected: %d lower-case hexadecimal digits)",
              name,
              digits,
              length));
    }
  }

  private static boolean isHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
