package dev.hearth.benchmarks.checksum;

import dev.hearth.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/** The program that is started cold: checks one file once. Its arguments are a way and the file. */
final class ChecksumProbe {

  static final String CRC_MAPPED = "CRC-32C, mapped";
  static final String SHA = "SHA-256, read";

  private static final int CHUNK_BYTES = 1 << 18;

  private ChecksumProbe() {}

  public static void main(String[] args) throws IOException, GeneralSecurityException {
    Ticker ticker = Ticker.system();
    long start = ticker.nanos();
    int seen = args[0].equals(SHA) ? sha256(Path.of(args[1])) : crc32c(Path.of(args[1]));
    long took = ticker.nanos() - start;
    System.out.println(took);
    System.err.println(seen);
  }

  private static int crc32c(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    try (FileChannel channel = FileChannel.open(file)) {
      crc.update(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    }
    return (int) crc.getValue();
  }

  private static int sha256(Path file) throws IOException, GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream bytes = Files.newInputStream(file)) {
      for (int n = bytes.read(chunk); n >= 0; n = bytes.read(chunk)) {
        digest.update(chunk, 0, n);
      }
    }
    return digest.digest()[0];
  }
}
