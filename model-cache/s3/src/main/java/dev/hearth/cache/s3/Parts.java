package dev.hearth.cache.s3;

import dev.hearth.bundle.FileDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The requests that send an object in parts, each of which blocks, with failures in Hearth's words.
 * Safe for use by many threads.
 */
final class Parts {

  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  /** Refused, or not known to a server that is not S3. */
  private static final Set<Integer> NO_LISTING = Set.of(403, 405, 501);

  private static final int PRECONDITION_FAILED = 412;

  private final S3Client client;
  private final S3Failures failures;

  Parts(S3Client client, S3Failures failures) {
    this.client = client;
    this.failures = failures;
  }

  /** Lists the uploads of an object that were begun and not ended; none if that is refused. */
  List<String> uploads(S3Object object) {
    return listed(
        object,
        () ->
            client
                .listMultipartUploadsPaginator(
                    list -> list.bucket(object.bucket()).prefix(object.key()))
                .uploads()
                .stream()
                .filter(upload -> object.key().equals(upload.key()))
                .map(MultipartUpload::uploadId)
                .toList());
  }

  /** Lists the parts an upload has; none if that is refused or the upload has ended. */
  List<Part> of(S3Object object, String upload) {
    return listed(
        object,
        () ->
            client
                .listPartsPaginator(
                    list -> list.bucket(object.bucket()).key(object.key()).uploadId(upload))
                .parts()
                .stream()
                .toList());
  }

  /** Begins an upload whose content S3 is to check as a whole. */
  String begin(S3Object object, Map<String, String> metadata) {
    return writing(
        object,
        () ->
            client
                .createMultipartUpload(
                    create ->
                        create
                            .bucket(object.bucket())
                            .key(object.key())
                            .metadata(metadata)
                            .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
                            .checksumType(ChecksumType.FULL_OBJECT))
                .uploadId());
  }

  /** Sends a part and returns its tag; empty if the upload has ended meanwhile. */
  Optional<String> send(S3Object object, String upload, FilePart part, RequestBody body) {
    return writing(
        object,
        () ->
            unless(
                answer -> "NoSuchUpload".equals(S3Failures.code(answer)),
                () ->
                    client
                        .uploadPart(
                            send ->
                                send.bucket(object.bucket())
                                    .key(object.key())
                                    .uploadId(upload)
                                    .partNumber(part.number())
                                    .contentLength(part.length())
                                    .checksumCRC32C(Stored.base64(part.crc32c())),
                            body)
                        .eTag()));
  }

  /**
   * Makes the object of its parts unless there is one; false also if another has ended the upload
   * or replaced a part of it.
   */
  boolean complete(S3Object object, String upload, List<CompletedPart> parts, FileDigest digest) {
    Set<String> overtaken = Set.of("NoSuchUpload", "InvalidPart");
    return writing(
            object,
            () ->
                unless(
                    answer ->
                        answer.statusCode() == PRECONDITION_FAILED
                            || overtaken.contains(S3Failures.code(answer)),
                    () ->
                        client.completeMultipartUpload(
                            complete ->
                                complete
                                    .bucket(object.bucket())
                                    .key(object.key())
                                    .uploadId(upload)
                                    .ifNoneMatch("*")
                                    .checksumType(ChecksumType.FULL_OBJECT)
                                    .checksumCRC32C(Stored.base64(digest.crc32c()))
                                    .multipartUpload(all -> all.parts(parts)))))
        .isPresent();
  }

  /** Frees what an upload holds that nobody else knows of; if that fails it is only said. */
  void abort(S3Object object, String upload) {
    try {
      client.abortMultipartUpload(
          abort -> abort.bucket(object.bucket()).key(object.key()).uploadId(upload));
    } catch (SdkException | NoCredentialsException e) {
      LOG.debug("{}: upload {} is not removed: {}", object, upload, e.toString());
    }
  }

  private <T> List<T> listed(S3Object object, Supplier<List<T>> request) {
    return writing(
        object,
        () ->
            unless(
                    answer -> {
                      boolean refused = NO_LISTING.contains(answer.statusCode());
                      if (refused) {
                        LOG.debug(
                            "{}: uploads that died are not looked for, the whole is sent: {}",
                            object,
                            answer.toString());
                      }
                      return refused || "NoSuchUpload".equals(S3Failures.code(answer));
                    },
                    request)
                .orElse(List.of()));
  }

  private static <T> Optional<T> unless(Predicate<S3Exception> expected, Supplier<T> request) {
    try {
      return Optional.of(request.get());
    } catch (S3Exception e) {
      if (expected.test(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private <T> T writing(S3Object object, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException | NoCredentialsException e) {
      throw failures.writing(object, e);
    }
  }
}
