package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.ModelRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A folder that cannot be written to: the model is had all the same, and one warning. */
final class DiskUnusableTest extends CacheTest {

  @Test
  void acquire_folderUnderAFile_loadsFromMemoryWithOneWarning() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "not a folder");
    assertLoadsFromMemory(
        file.resolve("models"),
        "java.nio.file.FileSystemException: " + file + "/models: Not a directory");
  }

  @Test
  void acquire_folderIsAFile_loadsFromMemoryWithOneWarning() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "not a folder");
    assertLoadsFromMemory(file, "java.nio.file.FileAlreadyExistsException: " + file);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void acquire_readOnlyFolder_loadsFromMemoryWithOneWarning() {
    assertLoadsFromMemory(
        Path.of("/proc/hearth-models"), "java.nio.file.NoSuchFileException: /proc/hearth-models");
  }

  @Test
  void acquire_partsIsAFile_loadsFromMemoryWithOneWarning() throws Exception {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve(".parts"), "in the way");
    assertLoadsFromMemory(
        folder(), "java.nio.file.FileAlreadyExistsException: " + folder().resolve(".parts"));
  }

  @Test
  void acquire_versionIsAFile_loadsFromMemoryAndLeavesNothing() throws Exception {
    Files.createDirectories(folder().resolve("minilm"));
    Files.writeString(folder().resolve("minilm/3"), "in the way");
    assertLoadsFromMemory(
        folder(), "java.nio.file.FileAlreadyExistsException: " + folder().resolve("minilm/3"));
  }

  @Test
  void acquire_modelIsAFolder_loadsFromMemoryAndLeavesNothing() throws Exception {
    Path model = folder().resolve("minilm/3/model.onnx");
    Files.createDirectories(model.resolve("in-the-way"));
    publish(MINILM, 7);
    assertThat(ask(open(withDisk()), MINILM)).isEqualTo(7);
    assertThat(Logs.warnings(folder().toString())).hasSize(1);
  }

  @Test
  void acquire_lockHeldForLong_loadsFromMemoryWithOneWarning() throws Exception {
    publish(MINILM, 7);
    try (FolderLock lock = FolderLock.tryTake(folder().resolve(".lock")).orElseThrow()) {
      LayeredModelCache cache = open(withDisk().pause(nanos -> Thread.onSpinWait()));
      assertThat(ask(cache, MINILM)).isEqualTo(7);
      assertThat(lock).isNotNull();
    }
    assertThat(Logs.warnings(folder().toString()))
        .containsExactly(
            cannotTake(
                folder(),
                MINILM,
                "another process has held " + folder().resolve(".lock") + " for 5 s"));
  }

  @Test
  void acquire_fileSizeLimited_loadsFromMemoryWithOneWarning() throws Exception {
    Path store = temp.resolve("store");
    ChildJvm.publish(store, MINILM, Bytes.mebibytes(4), 7);
    for (int process = 0; process < 2; process++) {
      try (ChildJvm child = ChildJvm.withFileSizeLimit(Bytes.mebibytes(1), folder(), store)) {
        child.go();
        assertThat(child.lines())
            .contains("seed 7", "found in remote", "warnings 1")
            .anySatisfy(line -> assertThat(line).contains("cannot take model 'minilm@3'"))
            .anySatisfy(line -> assertThat(line).contains("File too large"));
      }
    }
    assertThat(FolderView.of(folder()).models()).isEmpty();
  }

  @Test
  void acquire_modelManyTimesTheHeap_goesToDisk() throws Exception {
    Path store = temp.resolve("store");
    ChildJvm.publish(store, MINILM, Bytes.mebibytes(200), 7);
    try (ChildJvm child =
        ChildJvm.start(
            List.of("-Xmx32m", "-XX:MaxDirectMemorySize=8m"),
            folder(),
            store,
            Bytes.gibibytes(1))) {
      child.go();
      assertThat(child.lines()).contains("seed 7", "found in remote", "warnings 0");
    }
  }

  @Test
  void acquire_modelTooLargeForMemory_saysSo() throws Exception {
    Path store = temp.resolve("store");
    ChildJvm.publish(store, MINILM, Bytes.mebibytes(60), 7);
    try (ChildJvm child =
        ChildJvm.start(
            List.of("-Xmx32m", "-XX:MaxDirectMemorySize=8m"), folder(), store, Bytes.of(1000))) {
      child.go();
      assertThat(child.lines())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .startsWith("failed " + ConfigurationException.class.getName())
                      .contains(
                          "model 'minilm@3': 62,914,560 bytes do not fit in memory without a disk"
                              + " layer: ")
                      .endsWith(
                          "(expected: room for the whole model); give the cache a writable disk"
                              + " folder or the function more memory"));
    }
  }

  private void assertLoadsFromMemory(Path folder, String why) {
    publish(MINILM, 7);
    for (int process = 1; process <= 2; process++) {
      LayeredModelCache cache = open(withoutDisk().disk(folder, QUOTA));
      assertThat(ask(cache, MINILM)).isEqualTo(7);
      assertThat(ask(cache, MINILM)).isEqualTo(7);
      assertThat(Logs.warnings(folder.toString()))
          .hasSize(process)
          .containsOnly(cannotTake(folder, MINILM, why));
    }
    if (!folder.startsWith("/proc")) {
      assertThat(FolderView.of(folder).unfinished()).isEmpty();
    }
  }

  static String cannotTake(Path folder, ModelRef ref, String why) {
    return "disk layer "
        + folder
        + ": cannot take model '"
        + ref
        + "': "
        + why
        + " (expected: a writable folder with room for it); the model is kept in memory only and"
        + " every new process fetches it again: free space, raise the quota or name another folder";
  }

  @Test
  void acquire_refusedByTheMemoryLimit_fetchesNothingToDisk() {
    publish(MINILM, 7);
    LayeredModelCache cache = open(withDisk().memory(Bytes.of(999)));
    assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> ask(cache, MINILM));
    assertThat(remote.bytesRead()).isZero();
    assertThat(FolderView.of(folder()).files()).isEmpty();
  }
}
