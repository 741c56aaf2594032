package dev.hearth.tools.checks;

import dev.hearth.Deadline;
import dev.hearth.ElementType;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.Ticker;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.Sample;
import dev.hearth.onnx.BundlePreparer;
import dev.hearth.onnx.LoadForm;
import dev.hearth.onnx.VariantSource;
import dev.hearth.platform.ResidentMemory;
import dev.hearth.spi.LoadedModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Prepares or serves a large model and says what that took. */
final class LargeProcess {

  private static final int ROWS = 2;

  private LargeProcess() {}

  /** Takes what to do, where the model or bundle is, and where to put the bundle or outputs. */
  public static void main(String[] args) throws IOException {
    Path from = Path.of(args[1]);
    Path to = Path.of(args[2]);
    long start = Ticker.system().nanos();
    String took =
        switch (args[0]) {
          case "exported" -> serve(Work.exported(from), to, start);
          case "mapped" -> serve(Work.load(Bundle.in(from), LoadForm.MAPPED), to, start);
          case "prepacked" -> serve(Work.load(Bundle.in(from), LoadForm.PREPACKED), to, start);
          default -> prepare(from, to, args[0].equals("prepack"), start);
        };
    System.out.printf(
        Locale.ROOT,
        "%s: %s, peak heap %d MiB, resident peak %d MiB%n",
        args[0],
        took,
        peakHeap() >> 20,
        peakResidentKib() >> 10);
    System.exit(0);
  }

  private static String prepare(Path model, Path to, boolean prepack, long start) {
    BundlePreparer.of(Work.REF).variant(VariantSource.of(model)).prepack(prepack).writeTo(to);
    return String.format(Locale.ROOT, "prepared in %.1f s", secondsSince(start));
  }

  private static String serve(LoadedModel model, Path to, long start) throws IOException {
    try (model) {
      String loaded = String.format(Locale.ROOT, "loaded in %.1f s", secondsSince(start));
      long width = model.signature().inputs().get(0).shape().dim(1);
      Tensor input = Tensor.allocate(ElementType.FLOAT32, ROWS, width);
      Random random = new Random(1);
      for (int i = 0; i < input.floats().remaining(); i++) {
        input.floats().put(i, random.nextFloat());
      }
      Tensors inputs = Tensors.of("x", input);
      long run = Ticker.system().nanos();
      try (Tensors outputs = model.run(inputs, Deadline.none())) {
        String ran =
            String.format(
                Locale.ROOT,
                ", ran in %.1f s, then %d MiB anonymous",
                secondsSince(run),
                anonymous() >> 20);
        Files.write(to, new Sample(inputs, Work.copy(outputs), 0).text());
        return loaded + ran;
      }
    }
  }

  private static double secondsSince(long start) {
    return (Ticker.system().nanos() - start) / 1e9;
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }

  private static long peakResidentKib() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private static long anonymous() {
    return ResidentMemory.current().map(memory -> memory.anonymous().value()).orElse(0L);
  }
}
