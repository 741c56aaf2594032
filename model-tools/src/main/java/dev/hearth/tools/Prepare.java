package dev.hearth.tools;

import dev.hearth.ModelRef;
import dev.hearth.bundle.Bundle;
import dev.hearth.onnx.BundlePreparer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth prepare}: makes a bundle of one or several variants of a model. */
@Command(
    name = "prepare",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a bundle of a model: optimises its graph, lays its weights out so that they can be"
          + " mapped, and proves that it gives what the model gives.",
      "",
      "The same files prepared on the same kind of processor give the same bundle."
    },
    footer = {
      "",
      "Example:",
      "  hearth prepare --model minilm@3 --out minilm-3 fp32=minilm.onnx int8=minilm-q.onnx"
    })
final class Prepare implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "NAME@VERSION",
      description = "what the model is called")
  private String model;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "where the bundle is to be; must not exist")
  private Path out;

  @Parameters(
      arity = "1..*",
      paramLabel = "[NAME=]FILE",
      description =
          "an .onnx file for each variant, with or without external data beside it; the first is"
              + " preferred where all may run; without a name it is called by its precision: fp32,"
              + " fp16, int8, int4")
  private List<String> files;

  @Option(
      names = "--licence",
      paramLabel = "TEXT",
      description = "the licence of the weights, as an SPDX identifier or in words")
  private @Nullable String licence;

  @Option(
      names = "--no-prepack",
      description =
          "leaves the copy in the kernels' layout out: a third less to fetch; then the second phase"
              + " of a load takes memory of each process")
  private boolean plainLayout;

  @Option(
      names = "--accuracy",
      paramLabel = "NAME=FRACTION",
      description = "what fraction of the best variant's quality a variant keeps, 0 to 1")
  private Map<String, Double> accuracy = new HashMap<>();

  @Option(
      names = "--requires",
      paramLabel = "NAME=FEATURE",
      description = "an instruction set, as Linux names it, without which a variant must not run")
  private List<String> requires = new ArrayList<>();

  @Option(names = "--json", description = "prints the report as JSON")
  private boolean json;

  /** Makes the command; picocli fills it in. */
  @SuppressWarnings("NullAway.Init")
  Prepare() {}

  @Override
  public Integer call() {
    BundlePreparer preparer = BundlePreparer.of(ModelRef.parse(model)).prepack(!plainLayout);
    Optional.ofNullable(licence).ifPresent(preparer::licence);
    Map<String, List<String>> features = features();
    Set<String> named = new LinkedHashSet<>();
    for (String argument : files) {
      NamedFile file = NamedFile.parse(argument);
      file.name().ifPresent(named::add);
      preparer.variant(file.source(accuracy, features));
    }
    requireNamed("--accuracy", accuracy.keySet(), named);
    requireNamed("--requires", features.keySet(), named);
    preparer.progress(step -> spec.commandLine().getErr().println("prepare: " + step));
    Bundle bundle = preparer.writeTo(out);
    spec.commandLine().getOut().print(BundleReport.of(bundle, false).print(json));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private Map<String, List<String>> features() {
    Map<String, List<String>> features = new HashMap<>();
    for (String requirement : requires) {
      int equals = requirement.indexOf('=');
      if (equals < 1) {
        throw usage("--requires: '" + requirement + "' (expected: NAME=FEATURE)");
      }
      features
          .computeIfAbsent(requirement.substring(0, equals), name -> new ArrayList<>())
          .add(requirement.substring(equals + 1));
    }
    return features;
  }

  private void requireNamed(String option, Set<String> variants, Set<String> named) {
    for (String variant : variants) {
      if (!named.contains(variant)) {
        throw usage(
            option
                + ": no file is named '"
                + variant
                + "' (expected: one of "
                + named
                + "); give the file as "
                + variant
                + "=FILE");
      }
    }
  }

  private ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }
}
