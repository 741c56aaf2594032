package dev.hearth.tools.checks;

import dev.hearth.bundle.Bundle;
import dev.hearth.onnx.LoadForm;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads a bundle on an emulated processor and compares it with the exported model there. What Linux
 * says of the processor is that of the machine underneath, so the bundle is made out to be from
 * another; then it is treated as any that was brought from elsewhere.
 */
final class ElsewhereProcess {

  static final String FOUND = "found: ";

  /** Few and short, for emulation takes a hundred times as long. */
  private static final int[] LENGTHS = {2, 5, 9};

  private ElsewhereProcess() {}

  public static void main(String[] args) throws Exception {
    RealModel model = RealModel.valueOf(args[0]);
    Bundle there = Bundle.in(Path.of(args[2]));
    Bundle bundle = new Bundle(there.folder(), Work.fromElsewhere(there.manifest()));
    try {
      for (LoadForm form : List.of(LoadForm.MAPPED, LoadForm.PREPACKED)) {
        System.out.println(
            FOUND + FormsCheck.compare(model, Path.of(args[1]), bundle, form, LENGTHS));
      }
      System.exit(0);
    } catch (Checks.Failed e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
  }
}
