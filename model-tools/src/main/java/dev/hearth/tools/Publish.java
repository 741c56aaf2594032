package dev.hearth.tools;

import dev.hearth.ConfigurationException;
import dev.hearth.ModelRef;
import dev.hearth.bundle.Bundle;
import dev.hearth.cache.FolderModelStore;
import dev.hearth.cache.s3.S3ModelStore;
import dev.hearth.json.JsonSink;
import dev.hearth.spi.ModelStore;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearth publish}: puts a bundle or a plain model into a store. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Puts a bundle or a plain model into a store: a folder, or a bucket of S3. A version is"
          + " published once and never changed; it is seen when all of it is there. A publication"
          + " that died goes on where it stopped when it is run again."
    },
    footer = {
      "",
      "Credentials, region and endpoint of S3 come from where the AWS SDK looks for them.",
      "",
      "Examples:",
      "  hearth publish minilm-3 --to s3://model-bucket/prod --latest",
      "  hearth publish minilm.onnx --model minilm@3 --to models"
    })
final class Publish implements Callable<Integer> {

  private static final int STEPS = 20;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PATH", description = "a bundle's folder, or an .onnx file")
  private Path path;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "STORE",
      description = "a folder, or s3://bucket/prefix")
  private String place;

  @Option(
      names = "--model",
      paramLabel = "NAME@VERSION",
      description = "what the model is called; a bundle says so itself")
  private @Nullable String model;

  @Option(names = "--latest", description = "lets the alias 'latest' stand for this version")
  private boolean latest;

  @Option(names = "--json", description = "prints the result as JSON")
  private boolean json;

  /** Makes the command; picocli fills it in. */
  @SuppressWarnings("NullAway.Init")
  Publish() {}

  @Override
  public Integer call() {
    requireThere();
    ModelRef ref = ref();
    try (ModelStore store = store()) {
      store.publish(ref, path, new Percent(spec.commandLine().getErr())::stored);
      if (latest) {
        store.point(ref.withVersion(ModelRef.LATEST), ref.version());
      }
      spec.commandLine().getOut().println(json ? json(ref, store) : text(ref, store));
    }
    return 0;
  }

  private void requireThere() {
    if (!Files.exists(path)) {
      throw new ConfigurationException(
          path
              + ": does not exist (expected: a bundle's folder or an .onnx file); correct the path");
    }
  }

  private ModelRef ref() {
    if (Files.isDirectory(path)) {
      ModelRef own = Bundle.in(path).manifest().model();
      if (model != null && !own.equals(ModelRef.parse(model))) {
        throw usage(
            "--model: '"
                + model
                + "' (expected: '"
                + own
                + "', as the bundle's manifest says); leave the option out or prepare the bundle"
                + " under that name");
      }
      return own;
    }
    if (model == null) {
      throw usage("--model: missing (expected: NAME@VERSION, for a plain model has no name)");
    }
    return ModelRef.parse(model);
  }

  private ModelStore store() {
    return place.startsWith("s3://")
        ? S3ModelStore.at(URI.create(place))
        : FolderModelStore.at(Path.of(place));
  }

  private String text(ModelRef ref, ModelStore store) {
    return "published "
        + ref
        + " in "
        + store.location()
        + (latest ? "; " + ref.name() + "@" + ModelRef.LATEST + " stands for it" : "");
  }

  private String json(ModelRef ref, ModelStore store) {
    return new JsonSink()
        .beginObject()
        .field("model", ref.toString())
        .field("store", store.location())
        .field("latest", latest)
        .endObject()
        .toString();
  }

  private ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  /** Says how far it is whenever another twentieth is done. Confined to one thread. */
  private static final class Percent {

    private final PrintWriter err;
    private long said = -1;

    Percent(PrintWriter err) {
      this.err = err;
    }

    void stored(long bytes, long total) {
      long step = total == 0 ? STEPS : bytes * STEPS / total;
      if (step > said) {
        said = step;
        err.printf("publish: %d %% of %s%n", step * 100 / STEPS, Size.of(total));
      }
    }
  }
}
