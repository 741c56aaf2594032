package dev.hearth.tools;

import dev.hearth.ConfigurationException;
import dev.hearth.ModelBrokenException;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.Graph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth inspect}: tells what a bundle or a model is, and whether it is whole. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Tells what is in a bundle and compares every file with its checksum; or what is in an .onnx"
          + " file, without loading it."
    })
final class Inspect implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PATH", description = "a bundle's folder, or an .onnx file")
  private Path path;

  @Option(names = "--json", description = "prints the report as JSON")
  private boolean json;

  /** Makes the command; picocli fills it in. */
  @SuppressWarnings("NullAway.Init")
  Inspect() {}

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(report().print(json));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private Printed report() {
    if (Files.isDirectory(path)) {
      Bundle bundle = Bundle.in(path);
      bundle.verify();
      return BundleReport.of(bundle, true);
    }
    if (!Files.isRegularFile(path)) {
      throw new ConfigurationException(
          path
              + ": does not exist (expected: a bundle's folder or an .onnx file); correct the path");
    }
    try {
      return new GraphReport(path, Files.size(path), Graph.read(path));
    } catch (IOException e) {
      throw new ModelBrokenException(
          path + ": " + e.getMessage() + " (expected: a whole ONNX model); export it again", e);
    }
  }
}
