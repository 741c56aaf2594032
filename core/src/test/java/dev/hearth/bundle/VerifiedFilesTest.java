package dev.hearth.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.ModelBrokenException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large files that were found right once, and what happens to them afterwards. */
class VerifiedFilesTest {

  private static final int LARGE = 5 << 20;

  @TempDir private Path folder;

  @Test
  void verify_largeFile_isKnownAfterwards() throws IOException {
    BundleFile file = write("m/weights.bin", LARGE);
    file.verify("model", folder);
    assertThat(isKnown(file)).isTrue();
    file.verify("model", folder);
  }

  @Test
  void verify_smallFile_isReadEachTime() throws IOException {
    BundleFile file = write("m/graph.onnx", 1000);
    file.verify("model", folder);
    assertThat(isKnown(file)).isFalse();
  }

  @Test
  void verify_changedAfterItWasFoundRight_isFound() throws IOException {
    BundleFile file = write("m/weights.bin", LARGE);
    file.verify("model", folder);
    Path path = file.in(folder);
    FileTime before = Files.getLastModifiedTime(path);
    FileStamp stamp = FileStamp.of(path);
    do { // The time of a change has a grain of some milliseconds.
      poke(path, LARGE / 2, 1);
    } while (FileStamp.of(path).equals(stamp));
    Files.setLastModifiedTime(path, before);
    assertThat(isKnown(file)).isFalse();
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> file.verify("model", folder))
        .withMessageContaining("crc32c ");
    poke(path, LARGE / 2, 0);
    file.verify("model", folder);
  }

  @Test
  void verify_replacedByAnother_isFound() throws IOException {
    BundleFile file = write("m/weights.bin", LARGE);
    file.verify("model", folder);
    Path other = Files.write(folder.resolve("other"), new byte[LARGE]);
    poke(other, 7, 7);
    Files.move(other, file.in(folder), StandardCopyOption.REPLACE_EXISTING);
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> file.verify("model", folder));
  }

  @Test
  void learn_writtenToMeanwhile_isNotLearned() throws IOException {
    BundleFile file = write("m/weights.bin", LARGE);
    FileStamp old = new FileStamp(LARGE, "another time");
    VerifiedFiles.learn(file.in(folder), old, file.digest().crc32c());
    assertThat(isKnown(file)).isFalse();
  }

  @Test
  void knows_fileSystemThatTellsNoTimes_nothing() {
    assertThat(VerifiedFiles.knows(folder, new FileStamp(LARGE, null), "00000000")).isFalse();
  }

  private boolean isKnown(BundleFile file) throws IOException {
    Path path = file.in(folder);
    return VerifiedFiles.knows(path, FileStamp.of(path), file.digest().crc32c());
  }

  private static void poke(Path file, long at, int value) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {(byte) value}), at);
    }
  }

  private BundleFile write(String path, int length) throws IOException {
    Files.createDirectories(folder.resolve(path).resolveSibling(""));
    Path file = Files.write(folder.resolve(path), new byte[length]);
    return new BundleFile(path, FileDigest.of(file, false));
  }
}
