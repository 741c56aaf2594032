package dev.hearth.benchmarks.checksum;

import dev.hearth.Ticker;
import dev.hearth.benchmarks.Benchmark;
import dev.hearth.benchmarks.Candidate;
import dev.hearth.benchmarks.ClassPath;
import dev.hearth.benchmarks.Report;
import dev.hearth.benchmarks.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Asks what it costs a cold process to check the bytes of a 90 MB model: a fresh JVM with Lambda's
 * flags reads the file from the page cache, once by CRC-32C and once by SHA-256.
 *
 * <p>We would check SHA-256 always if it came within twice the time of CRC-32C.
 */
public final class ChecksumBenchmark implements Benchmark {

  private static final int MODEL_BYTES = 90_000_000;
  private static final int ROUNDS = 9;
  private static final String COLUMN = "check ms";
  private static final double NANOS_PER_MILLI = 1e6;

  /** Makes the benchmark. */
  public ChecksumBenchmark() {}

  @Override
  public String name() {
    return "checksum";
  }

  @Override
  public String question() {
    return "What does checking a model's bytes cost a cold start?";
  }

  @Override
  public Report run(Settings settings) throws IOException, InterruptedException {
    Path file = Files.createTempFile("hearth-bench", ".onnx");
    try {
      byte[] bytes = new byte[MODEL_BYTES];
      new Random(1).nextBytes(bytes);
      Files.write(file, bytes);
      return measure(settings, file);
    } finally {
      Files.delete(file);
    }
  }

  private static Report measure(Settings settings, Path file)
      throws IOException, InterruptedException {
    Candidate crc = candidate(ChecksumProbe.CRC_MAPPED);
    Candidate sha = candidate(ChecksumProbe.SHA);
    for (int round = 1; round <= settings.rounds(ROUNDS); round++) {
      settings.say("checksum: round %d", round);
      for (Candidate candidate : List.of(crc, sha)) {
        String nanos = candidate.run(List.of(), file.toString()).lines().get(0);
        candidate.add(COLUMN, Long.parseLong(nanos) / NANOS_PER_MILLI);
      }
    }
    double ratio = sha.spread(COLUMN).median() / crc.spread(COLUMN).median();
    return Report.of("checksum", List.of(crc.row(), sha.row()), Map.of("sha256_vs_crc32c", ratio));
  }

  private static Candidate candidate(String name) {
    ClassPath shared = ClassPath.of(ChecksumProbe.class, Ticker.class);
    return new Candidate(name, ChecksumProbe.class, shared, ClassPath.of());
  }
}
