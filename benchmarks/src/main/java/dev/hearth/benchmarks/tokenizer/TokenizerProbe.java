package dev.hearth.benchmarks.tokenizer;

import dev.hearth.Ticker;
import dev.hearth.benchmarks.Prelude;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The program that is started cold. Its arguments are a candidate, what the process did before, the
 * folder of the tokenizer's files, and what to do: {@code first}, {@code warm} or the name of a
 * file with texts whose ids to print.
 */
final class TokenizerProbe {

  static final String FIRST = "first";
  static final String WARM = "warm";

  /** The ids that one loop at least makes, so that an optimiser cannot drop the work. */
  private static final int LEAST_IDS = 20;

  private static final int LOOPS = 5;
  private static final int TEXTS_PER_LOOP = 2_000;

  private static final String TICKET =
      "Hello, I was charged twice for the invoice of May (no. 2026-0519). My bank shows 49.90 EUR"
          + " on the 3rd and again on the 4th. Could you please refund one of the two payments? The"
          + " account is registered to Zoe Miller, customer since 2019. Thank you very much!";

  private static final String ACCENTED_TICKET =
      "Bonjour, j’ai été débitée deux fois pour la facture de mai (n° 2026-0519) — 49,90 € le 3"
          + " puis le 4. Pourriez-vous me rembourser l’un des deux paiements ? Zoë Müller, Zürich";

  private TokenizerProbe() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[2]);
    Prelude.run(args[1]);
    Ticker ticker = Ticker.system();
    long start = ticker.nanos();
    TextEncoder encoder = open(args[0], folder);
    long loaded = ticker.nanos();
    encoder.encode(TICKET);
    long first = ticker.nanos();
    encoder.encode(ACCENTED_TICKET);
    long second = ticker.nanos();
    switch (args[3]) {
      case FIRST -> {
        System.out.println(loaded - start);
        System.out.println(first - loaded);
        System.out.println(second - first);
      }
      case WARM -> warm(encoder, ticker);
      default -> print(encoder, Path.of(args[3]));
    }
  }

  private static void warm(TextEncoder encoder, Ticker ticker) {
    loop(encoder);
    for (int i = 0; i < LOOPS; i++) {
      long from = ticker.nanos();
      loop(encoder);
      System.out.println((ticker.nanos() - from) / TEXTS_PER_LOOP);
    }
  }

  private static void loop(TextEncoder encoder) {
    long ids = 0;
    for (int i = 0; i < TEXTS_PER_LOOP; i++) {
      ids += encoder.encode(TICKET).length;
    }
    if (ids > 0 && ids < LEAST_IDS) {
      throw new IllegalStateException("too few ids");
    }
  }

  private static void print(TextEncoder encoder, Path texts) throws IOException {
    StringBuilder lines = new StringBuilder();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(texts)))) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        lines.append("ids");
        for (long id : encoder.encode(in.readUTF())) {
          lines.append(' ').append(id);
        }
        lines.append('\n');
      }
    }
    System.out.print(lines);
  }

  /** A switch and not reflection, which would load classes of its own. */
  private static TextEncoder open(String candidate, Path folder) throws IOException {
    return switch (candidate) {
      case TokenizerBenchmark.FLOOR -> new NoTokenizer();
      case TokenizerBenchmark.OURS -> Ours.fromLines(folder);
      case TokenizerBenchmark.OURS_FROM_JSON -> Ours.fromJson(folder);
      case TokenizerBenchmark.NATIVE, TokenizerBenchmark.NATIVE_PACKED -> new HuggingFace(folder);
      case TokenizerBenchmark.DJL_JAVA -> new DjlJava(folder);
      case TokenizerBenchmark.TRIBUO -> new Tribuo(folder);
      case TokenizerBenchmark.OPENNLP -> new OpenNlp(folder);
      default -> throw new IOException("no such candidate");
    };
  }
}
