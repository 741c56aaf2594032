package dev.hearth.benchmarks.load;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program whose memory is measured: opens sessions of one model, runs each until its second
 * phase is in, prints what its memory grew by, and keeps them until its input ends.
 */
final class ShareProbe {

  private static final int RUNS = 40;

  private ShareProbe() {}

  /** Arguments: candidate, model, number of sessions. Prints mebibytes of Pss. */
  public static void main(String[] args) throws OrtException, IOException {
    Candidates candidate = Candidates.of(args[0]);
    long self = ProcessHandle.current().pid();
    Embedder.prepare();
    System.gc();
    double before = Smaps.pssMebibytes(self);
    List<Embedder> embedders = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      Embedder embedder = Embedder.load(candidate, Path.of(args[1]));
      embedders.add(embedder);
      for (int run = 0; run < RUNS; run++) {
        embedder.run();
      }
    }
    System.gc();
    System.out.println(Smaps.pssMebibytes(self) - before);
    int end = System.in.read();
    for (Embedder embedder : embedders) {
      embedder.close();
    }
    System.exit(end < 0 ? 0 : 1);
  }
}
