package dev.hearth.processor;

import ai.onnxruntime.OrtSession;
import com.google.gson.stream.JsonWriter;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.hearth.Model;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import kotlin.Pair;
import org.jspecify.annotations.NullMarked;
import org.slf4j.Logger;

/** Parts of a class path, compiled from the texts that stand in for adapters and caches. */
enum StandIns {
  LAMBDA,
  GCF,
  AZURE,
  CACHE,
  S3,
  OBJECTS;

  private static final Map<StandIns, Path> COMPILED = new ConcurrentHashMap<>();

  /** What is on the class path whatever else is: core, and what the tests define. */
  static List<Path> always() {
    return List.of(
        placeOf(Model.class),
        placeOf(OrtSession.class),
        placeOf(JsonWriter.class),
        placeOf(Logger.class),
        placeOf(FakeModels.class),
        placeOf(NullMarked.class),
        placeOf(Pair.class));
  }

  static List<Path> classPath(Set<StandIns> parts) {
    List<Path> paths =
        parts.stream().map(StandIns::compiled).collect(Collectors.toCollection(ArrayList::new));
    if (parts.contains(AZURE)) {
      paths.add(placeOf(FunctionName.class));
      paths.add(placeOf(ExecutionContext.class));
    }
    paths.addAll(always());
    return paths;
  }

  /** Returns the jar or folder that a class of the tests' class path comes from. */
  static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path compiled() {
    return COMPILED.computeIfAbsent(this, StandIns::compile);
  }

  private static Path compile(StandIns part) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null);
        Stream<Path> texts = Files.walk(resource("/stand-ins/" + part.folder()))) {
      Path classes = Folders.create(part.folder());
      List<Path> sources = texts.filter(path -> path.toString().endsWith(".java")).toList();
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources);
      String path =
          Stream.concat(
                  always().stream(),
                  Stream.of(placeOf(FunctionName.class), placeOf(ExecutionContext.class)))
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator));
      List<String> options =
          List.of("-cp", path, "-d", classes.toString(), "-proc:none", "--release", "17");
      if (!javac.getTask(null, files, null, options, null, units).call()) {
        throw new IllegalStateException("stand-ins of " + part + " do not compile");
      }
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Path resource(String name) {
    URL url = StandIns.class.getResource(name);
    if (url == null) {
      throw new IllegalArgumentException("no resource " + name);
    }
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
