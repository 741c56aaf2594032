package dev.hearth.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;

/**
 * A processor's architecture and those of its instruction sets that decide which kernels run.
 * Immutable.
 *
 * @param architecture {@code x86_64} or {@code aarch64}; on others what Java calls it
 * @param names instruction sets as Linux names them, sorted; empty where they cannot be read
 */
public record CpuFeatures(String architecture, List<String> names) {

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  /** How the line of the first processor's features begins: on x86, on arm. */
  private static final List<String> PREFIXES = List.of("flags\t", "Features\t");

  /** What ONNX Runtime's kernels are chosen by; all else would make like machines look unlike. */
  private static final Set<String> RELEVANT =
      Set.of(
          "sse4_1",
          "avx",
          "avx2",
          "fma",
          "f16c",
          "avx512f",
          "avx512bw",
          "avx512dq",
          "avx512vl",
          "avx512_vnni",
          "avx512_bf16",
          "avx_vnni",
          "amx_tile",
          "amx_int8",
          "amx_bf16",
          "asimd",
          "asimdhp",
          "asimddp",
          "i8mm",
          "bf16",
          "sve",
          "sve2");

  /**
   * Makes a set of features.
   *
   * @param architecture the architecture
   * @param names the instruction sets, in any order
   */
  public CpuFeatures {
    names = List.copyOf(new TreeSet<>(names));
  }

  /**
   * Returns what this machine has. Reads a file at the first call.
   *
   * @return the features
   */
  public static CpuFeatures current() {
    return Current.FEATURES;
  }

  /**
   * Returns what a processor lacks that this one has.
   *
   * @param other the other processor
   * @return the names, sorted
   */
  public List<String> missingFrom(CpuFeatures other) {
    return names.stream().filter(name -> !other.names.contains(name)).toList();
  }

  /** Returns architecture and features, for example {@code x86_64 avx avx2 fma}. */
  @Override
  public String toString() {
    return names.isEmpty() ? architecture : architecture + " " + String.join(" ", names);
  }

  static CpuFeatures read(String arch, Path cpuinfo) {
    try {
      return new CpuFeatures(arch, features(Files.readString(cpuinfo)));
    } catch (IOException e) {
      return new CpuFeatures(arch, List.of()); // Not Linux: any processor looks the same.
    }
  }

  private static List<String> features(String cpuinfo) {
    List<String> features = new ArrayList<>();
    for (String prefix : PREFIXES) {
      int start = cpuinfo.indexOf(prefix);
      if (start >= 0) {
        int colon = cpuinfo.indexOf(':', start);
        int end = cpuinfo.indexOf('\n', colon);
        StringTokenizer words =
            new StringTokenizer(cpuinfo.substring(colon + 1, end < 0 ? cpuinfo.length() : end));
        while (words.hasMoreTokens()) {
          String word = words.nextToken();
          if (RELEVANT.contains(word)) {
            features.add(word);
          }
        }
        return features;
      }
    }
    return features;
  }

  static String architecture(String javaName) {
    return switch (javaName.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64", "x86-64" -> "x86_64";
      case "aarch64", "arm64" -> "aarch64";
      default -> javaName;
    };
  }

  private static final class Current {
    static final CpuFeatures FEATURES = read(architecture(System.getProperty("os.arch")), CPUINFO);
  }
}
