package dev.hearth.cache.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.InvalidInputException;
import dev.hearth.ModelBrokenException;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.FileDigest;
import dev.hearth.function.Payload;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The requests a store makes, each of which blocks, with failures in Hearth's words. Safe for use
 * by many threads.
 */
final class Bucket implements AutoCloseable {

  private static final int NOT_MODIFIED = 304;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int PRECONDITION_FAILED = 412;
  private static final int MAX_TEXT_BYTES = 4096;
  private static final long MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

  private final S3Client client;
  private final S3Failures failures;
  private final Parts parts;

  Bucket(S3Client client, S3Failures failures) {
    this.client = client;
    this.failures = failures;
    this.parts = new Parts(client, failures);
  }

  /** Opens an object; whoever opened it runs the relay to its end or aborts it. */
  ByteRelay open(S3Object object) {
    return reading(
        object,
        () -> {
          ResponseInputStream<GetObjectResponse> response = get(object, "");
          Long length = response.response().contentLength();
          if (length == null) {
            response.abort();
            throw failures.noLength(object);
          }
          return new ByteRelay(object.toString(), response, length);
        });
  }

  /** Reads a small object, or nothing if it is absent or, to all appearances, absent. */
  Optional<S3Text> readIfPresent(S3Object object) {
    return reading(object, () -> unless(Set.of(NOT_FOUND, FORBIDDEN), () -> text(object, "")));
  }

  /** Reads a small object, or nothing if its tag is still the given one. */
  Optional<S3Text> readIfChanged(S3Object object, @Nullable String etag) {
    return reading(
        object, () -> unless(Set.of(NOT_MODIFIED), () -> text(object, etag == null ? "" : etag)));
  }

  /** Reads a manifest, or nothing if it is absent or, to all appearances, absent. */
  Optional<byte[]> manifestIfPresent(S3Object object) {
    return reading(
        object,
        () ->
            unless(
                Set.of(NOT_FOUND, FORBIDDEN),
                () -> bytes(object, "", BundleManifest.MAX_BYTES).value()));
  }

  /** Reads an object whole, unless it is longer than allowed. */
  Payload read(S3Object object, long maxBytes) {
    return reading(
        object,
        () -> {
          try (ResponseInputStream<GetObjectResponse> response = get(object, "")) {
            byte[] bytes = whole(object, response, maxBytes);
            String type = ObjectTypes.of(response.response().contentType(), object.key());
            return new Payload(object.toString(), type, bytes);
          } catch (IOException e) {
            throw failures.reading(object, e);
          }
        });
  }

  /** Tells what an object is, or nothing if it seems absent. */
  Optional<Stored> look(S3Object object) {
    HeadObjectRequest request =
        HeadObjectRequest.builder()
            .bucket(object.bucket())
            .key(object.key())
            .checksumMode(ChecksumMode.ENABLED)
            .build();
    return reading(
            object, () -> unless(Set.of(NOT_FOUND, FORBIDDEN), () -> client.headObject(request)))
        .map(Stored::of);
  }

  /** Tells which publication wrote an object: empty if none did, nothing if it seems absent. */
  Optional<String> publication(S3Object object) {
    return look(object).map(Stored::publication);
  }

  /** Returns the requests that send an object in parts. */
  Parts parts() {
    return parts;
  }

  /** Writes an object. */
  void put(S3Object object, String text) {
    writing(object, () -> client.putObject(request(object).build(), RequestBody.fromString(text)));
  }

  /** Writes an object. */
  void put(S3Object object, Payload content) {
    PutObjectRequest put = request(object).contentType(content.mediaType()).build();
    writing(object, () -> client.putObject(put, RequestBody.fromBytes(content.bytes())));
  }

  /** Writes an object that must not be there, and tells whether it was not. */
  boolean putNew(S3Object object, Payload content) {
    PutObjectRequest.Builder request = request(object).contentType(content.mediaType());
    return putNew(object, request, RequestBody.fromBytes(content.bytes()));
  }

  /** Writes an object that must not be there, and tells whether it was not. */
  boolean putNew(S3Object object, String text) {
    return putNew(object, request(object), RequestBody.fromString(text));
  }

  /**
   * Writes an object that must not be there, and tells whether it was not. A retry after a lost
   * answer finds what the first attempt wrote; its publication tells it from others.
   */
  boolean putNew(S3Object object, Path file, String sha256, String publication) {
    PutObjectRequest.Builder request =
        request(object).checksumSHA256(sha256).metadata(Map.of(Stored.PUBLICATION, publication));
    return putNew(object, request, RequestBody.fromFile(file));
  }

  /** Writes a small object that must not be there, and tells whether it was not. */
  boolean putNew(S3Object object, byte[] bytes, String publication) {
    PutObjectRequest.Builder request =
        request(object).metadata(Map.of(Stored.PUBLICATION, publication));
    return putNew(object, request, RequestBody.fromBytes(bytes));
  }

  /** Writes a bundle's file that must not be there, and tells whether it was not. */
  boolean putNew(S3Object object, Path file, FileDigest digest, Map<String, String> metadata) {
    PutObjectRequest.Builder request =
        request(object).checksumCRC32C(Stored.base64(digest.crc32c())).metadata(metadata);
    return putNew(object, request, RequestBody.fromFile(file));
  }

  @Override
  public void close() {
    client.close();
  }

  private boolean putNew(S3Object object, PutObjectRequest.Builder request, RequestBody body) {
    PutObjectRequest put = request.ifNoneMatch("*").build();
    return writing(
            object, () -> unless(Set.of(PRECONDITION_FAILED), () -> client.putObject(put, body)))
        .isPresent();
  }

  private static PutObjectRequest.Builder request(S3Object object) {
    return PutObjectRequest.builder().bucket(object.bucket()).key(object.key());
  }

  private ResponseInputStream<GetObjectResponse> get(S3Object object, String etag) {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(object.bucket())
            .key(object.key())
            .ifNoneMatch(etag.isEmpty() ? null : etag)
            .build();
    return client.getObject(request, ResponseTransformer.toInputStream(Duration.ZERO));
  }

  private S3Text text(S3Object object, String etag) {
    Tagged tagged = bytes(object, etag, MAX_TEXT_BYTES);
    return new S3Text(new String(tagged.value(), UTF_8), tagged.etag());
  }

  private Tagged bytes(S3Object object, String etag, int max) {
    try (ResponseInputStream<GetObjectResponse> response = get(object, etag)) {
      byte[] bytes = response.readNBytes(max + 1);
      if (bytes.length > max) {
        response.abort();
        throw new ModelBrokenException(
            object
                + " is longer than "
                + max
                + " bytes (expected: "
                + object.kind().expected()
                + "); "
                + object.kind().remedy());
      }
      String tag = response.response().eTag();
      return new Tagged(bytes, tag == null ? "" : tag);
    } catch (IOException e) {
      throw failures.reading(object, e);
    }
  }

  private byte[] whole(
      S3Object object, ResponseInputStream<GetObjectResponse> response, long maxBytes)
      throws IOException {
    Long length = response.response().contentLength();
    if (length == null) {
      response.abort();
      throw failures.noLength(object);
    } else if (length > Math.min(maxBytes, MAX_ARRAY_BYTES)) {
      response.abort();
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "%s: %,d bytes (expected: at most %,d); write a smaller object",
              object,
              length,
              maxBytes));
    }
    byte[] bytes = response.readNBytes(Math.toIntExact(length));
    if (bytes.length < length) {
      throw new EOFException("ended after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  private static <T> Optional<T> unless(Set<Integer> statuses, Supplier<T> request) {
    try {
      return Optional.of(request.get());
    } catch (S3Exception e) {
      if (statuses.contains(e.statusCode()) && !"NoSuchBucket".equals(S3Failures.code(e))) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private <T> T reading(S3Object object, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException | NoCredentialsException e) {
      throw failures.reading(object, e);
    }
  }

  private <T> T writing(S3Object object, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException | NoCredentialsException e) {
      throw failures.writing(object, e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
  private record Tagged(byte[] value, String etag) {}
}
