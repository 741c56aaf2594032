package dev.hearth.cache.s3;

import dev.hearth.bundle.FileDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * What a bucket says of an object that is there. Immutable.
 *
 * @param bytes its length
 * @param crc32c the checksum of its content that the bucket itself keeps, in Base64; empty if it
 *     keeps none, or none of the whole
 * @param metadata what its publisher noted
 */
record Stored(long bytes, Optional<String> crc32c, Map<String, String> metadata) {

  /** Tells attempts of one publication from those of another. */
  static final String PUBLICATION = "hearth-publication";

  /** The SHA-256 of what was to be sent. */
  static final String SHA256 = "hearth-sha256";

  static Stored of(HeadObjectResponse head) {
    String crc = head.checksumCRC32C();
    boolean whole = crc != null && crc.indexOf('-') < 0; // Else of the parts' checksums.
    return new Stored(
        head.contentLength() == null ? -1 : head.contentLength(),
        whole ? Optional.of(crc) : Optional.empty(),
        head.metadata());
  }

  /** Returns which publication wrote the object; empty if none did. */
  String publication() {
    return metadata.getOrDefault(PUBLICATION, "");
  }

  /**
   * Tells whether this is the file with a digest. What the bucket computed counts before what a
   * publisher noted when it began, for another may have ended what that one began.
   */
  boolean is(FileDigest digest) {
    boolean same =
        crc32c.isPresent()
            ? crc32c.get().equals(base64(digest.crc32c()))
            : digest.sha256().equals(Optional.ofNullable(metadata.get(SHA256)))
                && digest.sha256().isPresent();
    return bytes == digest.bytes() && same;
  }

  /** Returns hexadecimal digits the way S3 writes checksums. */
  static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
