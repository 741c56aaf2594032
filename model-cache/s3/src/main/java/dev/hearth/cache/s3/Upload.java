package dev.hearth.cache.s3;

import dev.hearth.ConfigurationException;
import dev.hearth.bundle.FileDigest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Part;

/**
 * Sends one file in parts, going on with an upload that died if its parts are those of this file.
 * An upload with any other part is another publication's and left alone. Confined to one thread.
 */
final class Upload {

  private static final int MAX_PARTS = 10_000;
  private static final String MIME_TYPE = "application/octet-stream";

  private final Parts parts;
  private final S3Object object;
  private final Path path;
  private final FileDigest digest;
  private final long partBytes;
  private final Tally tally;
  private final Map<Integer, FilePart> read = new TreeMap<>();

  Upload(Parts parts, S3Object object, Path path, FileDigest digest, long partBytes, Tally tally) {
    this.parts = parts;
    this.object = object;
    this.path = path;
    this.digest = digest;
    this.partBytes = Math.max(partBytes, (digest.bytes() + MAX_PARTS - 1) / MAX_PARTS);
    this.tally = tally;
  }

  /** Sends the file; false if in the end the object is another's, or nobody's yet. */
  boolean send(Map<String, String> metadata) {
    try (FileChannel file = FileChannel.open(path)) {
      Map<Integer, Part> there = new TreeMap<>();
      Optional<String> died = findDied(file, there);
      String upload = died.isPresent() ? died.get() : parts.begin(object, metadata);
      boolean sent = send(file, upload, there);
      if (!sent && died.isEmpty()) {
        parts.abort(object, upload);
      }
      return sent;
    } catch (IOException e) {
      throw new ConfigurationException(
          object + " has no file: " + e + " (expected: a readable file); correct the path", e);
    }
  }

  private boolean send(FileChannel file, String upload, Map<Integer, Part> there)
      throws IOException {
    List<CompletedPart> all = new ArrayList<>();
    for (int number = 1; number <= count(); number++) {
      FilePart part = part(file, number);
      Optional<String> tag =
          there.containsKey(number)
              ? Optional.of(there.get(number).eTag())
              : parts.send(object, upload, part, body(file, part));
      if (tag.isEmpty()) {
        return false;
      }
      all.add(
          CompletedPart.builder()
              .partNumber(number)
              .eTag(tag.get())
              .checksumCRC32C(Stored.base64(part.crc32c()))
              .build());
      tally.add(part.length());
    }
    return parts.complete(object, upload, all, digest);
  }

  /** Finds the upload that has most of this file, and what it has. */
  private Optional<String> findDied(FileChannel file, Map<Integer, Part> there) throws IOException {
    Optional<String> best = Optional.empty();
    for (String upload : parts.uploads(object)) {
      List<Part> listed = parts.of(object, upload);
      if (listed.size() > there.size() && areOfThis(file, listed)) {
        best = Optional.of(upload);
        there.clear();
        listed.forEach(part -> there.put(part.partNumber(), part));
      }
    }
    return best;
  }

  private boolean areOfThis(FileChannel file, List<Part> listed) throws IOException {
    for (Part each : listed) {
      if (each.partNumber() > count() || !part(file, each.partNumber()).is(each)) {
        return false;
      }
    }
    return true;
  }

  private FilePart part(FileChannel file, int number) throws IOException {
    FilePart part = read.get(number);
    if (part == null) {
      long offset = offset(number);
      part = FilePart.read(file, number, offset, Math.min(partBytes, digest.bytes() - offset));
      read.put(number, part);
    }
    return part;
  }

  private RequestBody body(FileChannel file, FilePart part) {
    return RequestBody.fromContentProvider(
        () -> FilePart.stream(file, offset(part.number()), part.length()),
        part.length(),
        MIME_TYPE);
  }

  private int count() {
    return (int) ((digest.bytes() + partBytes - 1) / partBytes);
  }

  private long offset(int number) {
    return (number - 1) * partBytes;
  }
}
