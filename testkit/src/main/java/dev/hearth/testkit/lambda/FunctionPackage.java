package dev.hearth.testkit.lambda;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An unpacked function.zip and the runtime client that the platform adds to it. Immutable.
 *
 * @param root the folder with the function's classes, and its jars in {@code lib}; on the platform
 *     {@code /var/task}
 * @param runtimeJars the runtime client and what it needs, never part of the package
 */
public record FunctionPackage(Path root, List<Path> runtimeJars) {
  private static final String CLIENT = "aws-lambda-java-runtime-interface-client-";
  private static final List<String> RUNTIME_JARS =
      List.of(CLIENT, "aws-lambda-java-core-", "aws-lambda-java-serialization-", "utils-lite-");

  /**
   * Checks that the folder is there and copies the list.
   *
   * @throws IllegalArgumentException if the root is no directory
   */
  public FunctionPackage {
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException(
          "root: " + root + " (expected: a directory); unpack the function.zip first");
    }
    runtimeJars = List.copyOf(runtimeJars);
  }

  /**
   * Describes an unpacked package, with the runtime client found on a class path.
   *
   * @param root the folder with classes and {@code lib}
   * @param classPath where to look for the runtime client, such as the property {@code
   *     java.class.path} of a test that depends on it
   * @return the package
   * @throws IllegalArgumentException if the root is no directory or the runtime client is not on
   *     the class path
   */
  public static FunctionPackage of(Path root, String classPath) {
    return new FunctionPackage(root, runtimeJarsOn(classPath));
  }

  /**
   * Finds the runtime client and what it needs.
   *
   * @param classPath entries separated by the platform's path separator
   * @return the jars in class path order
   * @throws IllegalArgumentException if the runtime client is not on the class path
   */
  public static List<Path> runtimeJarsOn(String classPath) {
    List<Path> jars =
        Arrays.stream(classPath.split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(path -> RUNTIME_JARS.stream().anyMatch(jar -> isNamed(path, jar)))
            .toList();
    if (jars.stream().noneMatch(path -> isNamed(path, CLIENT))) {
      throw new IllegalArgumentException(
          "classPath: no "
              + CLIENT
              + "*.jar (expected: one); add com.amazonaws:aws-lambda-java-runtime-interface-client");
    }
    return jars;
  }

  private static boolean isNamed(Path path, String prefix) {
    Path name = path.getFileName();
    return name != null && name.toString().startsWith(prefix) && isJar(name);
  }

  private static boolean isJar(Path name) {
    return name.toString().endsWith(".jar");
  }

  /**
   * Returns everything on one class path: the root, the jars of {@code lib} by name, the runtime
   * client. A custom image that starts the client itself looks like this. The managed runtimes have
   * only the runtime client on the class path, and the client loads the package through a class
   * loader of its own; {@link FunctionProcessBuilder#functionPackage} does as they do.
   *
   * @return the class path
   */
  public List<Path> flatClassPath() {
    List<Path> all = new ArrayList<>();
    all.add(root);
    all.addAll(libraries());
    all.addAll(runtimeJars);
    return List.copyOf(all);
  }

  private List<Path> libraries() {
    Path lib = root.resolve("lib");
    if (!Files.isDirectory(lib)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(FunctionPackage::isJar).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the jars in " + lib + " could not be listed", e);
    }
  }
}
