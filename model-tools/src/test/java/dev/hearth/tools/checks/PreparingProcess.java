package dev.hearth.tools.checks;

import dev.hearth.onnx.OnnxRuntime;
import java.nio.file.Path;

/** Prepares a model, unless it is killed. */
final class PreparingProcess {

  static final String READY = "ready";

  private PreparingProcess() {}

  public static void main(String[] args) {
    OnnxRuntime.create().prepare();
    System.out.println(READY);
    System.out.flush();
    Work.prepare(Path.of(args[0]), Path.of(args[1]));
  }
}
