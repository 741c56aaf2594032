package dev.hearth.bundle;

import dev.hearth.Bytes;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file of a bundle. Immutable.
 *
 * @param path where it lies below the bundle's folder, with {@code /} between the parts: {@code
 *     fp32/weights.bin}
 * @param digest its length and checksums
 */
public record BundleFile(String path, FileDigest digest) {

  /** Parts that no file system and no object store takes for anything but a name. */
  private static final Pattern PATH =
      Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}(/[a-z0-9][a-z0-9._-]{0,99}){0,3}");

  /** Makes a file. */
  public BundleFile {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "path: '"
              + path
              + "' (expected: names of lower-case letters, digits, '.', '_' and '-', joined by '/')");
    }
  }

  /**
   * Returns where the file lies.
   *
   * @param bundle the bundle's folder
   * @return the file's place
   */
  public Path in(Path bundle) {
    return bundle.resolve(path);
  }

  /**
   * Returns the file's length.
   *
   * @return the length
   */
  public Bytes size() {
    return Bytes.of(digest.bytes());
  }

  /**
   * Reads the file and compares length and CRC-32C. Blocks. A large file that this process has
   * found right is not read again until somebody writes to it.
   *
   * @param model what the file belongs to, for messages: {@code model 'minilm@3'}
   * @param bundle the bundle's folder
   * @throws ModelBrokenException if the file is not the one the manifest describes
   * @throws ModelUnavailableException if it cannot be read
   */
  public void verify(String model, Path bundle) {
    Path file = in(bundle);
    try {
      FileStamp stamp = FileStamp.of(file);
      if (stamp.bytes() != digest.bytes()) {
        throw broken(model, file, Bytes.of(stamp.bytes()).toString(), size().toString());
      }
      if (!VerifiedFiles.knows(file, stamp, digest.crc32c())) {
        String crc = FileDigest.of(file, false).crc32c();
        if (!crc.equals(digest.crc32c())) {
          throw broken(model, file, "crc32c " + crc, digest.crc32c());
        }
        VerifiedFiles.learn(file, stamp, crc);
      }
    } catch (NoSuchFileException e) {
      throw new ModelUnavailableException(
          model + ": " + file + " is not there (expected: a whole bundle); call again", e);
    } catch (IOException e) {
      throw new ModelUnavailableException(
          model
              + ": "
              + file
              + " cannot be read: "
              + e
              + " (expected: a readable file); check the file system and retry",
          e);
    }
  }

  private static ModelBrokenException broken(
      String model, Path file, String found, String expected) {
    return new ModelBrokenException(
        model
            + ": "
            + file
            + ": "
            + found
            + " (expected: "
            + expected
            + ", as in the manifest); replace the bundle");
  }
}
