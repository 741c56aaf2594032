package dev.hearth.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The jars and class folders that hold given classes, so that each candidate runs with its own jars
 * and no others.
 *
 * @param entries the jars and folders
 */
public record ClassPath(List<Path> entries) {

  /** Copies the list. */
  public ClassPath {
    entries = List.copyOf(entries);
  }

  /**
   * Finds where classes were loaded from.
   *
   * @param types one class of each jar wanted
   * @return the jars and folders, each once
   */
  public static ClassPath of(Class<?>... types) {
    Set<Path> entries = new LinkedHashSet<>();
    for (Class<?> type : types) {
      entries.add(origin(type));
    }
    return new ClassPath(List.copyOf(entries));
  }

  /**
   * Joins two class paths.
   *
   * @param other what comes after this one
   * @return both
   */
  public ClassPath plus(ClassPath other) {
    List<Path> all = new ArrayList<>(entries);
    all.addAll(other.entries);
    return new ClassPath(all);
  }

  /**
   * Adds up the sizes of the jars.
   *
   * @return bytes; folders count as none
   * @throws IOException if a jar cannot be read
   */
  public long jarBytes() throws IOException {
    long bytes = 0;
    for (Path entry : entries) {
      if (Files.isRegularFile(entry)) {
        bytes += Files.size(entry);
      }
    }
    return bytes;
  }

  /**
   * Names the jars.
   *
   * @return file names with versions, separated by blanks
   */
  public String jars() {
    StringBuilder names = new StringBuilder();
    for (Path entry : entries) {
      if (Files.isRegularFile(entry)) {
        names.append(names.isEmpty() ? "" : " ").append(entry.getFileName());
      }
    }
    return names.toString();
  }

  @Override
  public String toString() {
    return String.join(File.pathSeparator, entries.stream().map(Path::toString).toList());
  }

  private static Path origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalArgumentException(
          "types: " + type.getName() + " (expected: a class from the class path)");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("types: " + Arrays.toString(new Object[] {source}), e);
    }
  }
}
