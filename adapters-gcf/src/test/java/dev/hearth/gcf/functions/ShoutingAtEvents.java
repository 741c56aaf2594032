package dev.hearth.gcf.functions;

import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.gcf.EventInferenceFunction;
import dev.hearth.spi.ObjectStore;
import dev.hearth.spi.ResultSink;
import java.net.URI;
import java.nio.file.Path;

/** {@link Shout} at events, with objects and results in a folder. */
public final class ShoutingAtEvents extends EventInferenceFunction {

  /** Where the folder is. */
  public static final String FOLDER = "SHOUT_FOLDER";

  /** Reads the settings from the environment. */
  public ShoutingAtEvents() {
    this(service(Environment.system()), Environment.system());
  }

  /**
   * Makes the function.
   *
   * @param service what it serves
   * @param environment its settings
   */
  public ShoutingAtEvents(InferenceService service, Environment environment) {
    super(service, environment);
  }

  private static InferenceService service(Environment environment) {
    ObjectStore objects = new FolderObjects(Path.of(environment.required(FOLDER, "a folder")));
    return InferenceService.builder("shouting")
        .route("/", Shout.on(new MemoryModel(() -> {})).build())
        .objects(objects)
        .results(ResultSink.objects(objects, URI.create("folder://results/of")))
        .build();
  }
}
