package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFolderTest {

  @TempDir private Path root;

  @Test
  void find_configured_takesItAsItIs() {
    assertThat(NativeFolder.find("some/where", null))
        .contains(Path.of("some/where").toAbsolutePath());
  }

  @Test
  void find_configuredBlank_looksBesideTheCode() throws IOException {
    Path natives = natives(root.resolve("natives"));

    assertThat(NativeFolder.find(" ", root)).contains(natives);
  }

  @Test
  void find_besideTheCode_isTaken() throws IOException {
    Path natives = natives(root.resolve("natives"));

    assertThat(NativeFolder.find(null, root)).contains(natives);
  }

  @Test
  void find_aboveTheCode_isTaken() throws IOException {
    Path natives = natives(root.resolve("natives"));

    assertThat(NativeFolder.find(null, root.resolve("lib"))).contains(natives);
  }

  @Test
  void find_folderWithoutTheRuntime_isPassedOver() throws IOException {
    Files.createDirectories(root.resolve("natives"));

    assertThat(NativeFolder.find(null, root)).isEmpty();
  }

  @Test
  void find_codeWithoutAPlace_findsNothing() {
    assertThat(NativeFolder.find(null, null)).isEmpty();
  }

  @Test
  void find_codeAtTheRoot_findsNothing() {
    assertThat(NativeFolder.find(null, Path.of("/"))).isEmpty();
  }

  @Test
  void codeFolder_ofThisBuild_holdsTheClasses() {
    assertThat(NativeFolder.codeFolder()).isDirectory().isAbsolute();
  }

  private static Path natives(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.createFile(folder.resolve(System.mapLibraryName("onnxruntime")));
    return folder;
  }
}
