package dev.hearth.processor;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.Processor;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** A run of javac with the processor, in this process. */
final class Compilation {

  private final Set<StandIns> parts;
  private final List<Source> sources = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final List<Path> further = new ArrayList<>();
  private final List<Processor> processors =
      new ArrayList<>(List.of(new InferenceFunctionProcessor()));
  private boolean modular;

  private Compilation(Set<StandIns> parts) {
    this.parts = parts;
    options.addAll(List.of("--release", "17", "-Xlint:all,-path,-classfile", "-Werror"));
  }

  /** A compilation that has some of the adapters and caches on its class path. */
  static Compilation with(StandIns... parts) {
    Set<StandIns> set = EnumSet.noneOf(StandIns.class);
    set.addAll(List.of(parts));
    return new Compilation(set);
  }

  /** A compilation that has all adapters and caches on its class path. */
  static Compilation withAll() {
    return new Compilation(EnumSet.allOf(StandIns.class));
  }

  Compilation of(Source... texts) {
    sources.addAll(List.of(texts));
    return this;
  }

  Compilation options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  Compilation before(Path folder) {
    further.add(folder);
    return this;
  }

  Compilation processor(Processor processor) {
    processors.add(processor);
    return this;
  }

  Compilation insteadOfTheProcessor(Processor processor) {
    processors.clear();
    return processor(processor);
  }

  /** Puts everything on the module path. */
  Compilation modular() {
    modular = true;
    return this;
  }

  Compiled run() {
    return run(Folders.create("classes"), Folders.create("sources"));
  }

  Compiled run(Path classes, Path written) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    List<Path> path = new ArrayList<>(further);
    path.addAll(StandIns.classPath(parts));
    List<String> all = new ArrayList<>(options);
    all.add(modular ? "--module-path" : "-cp");
    all.add(path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    try (StandardJavaFileManager files = javac.getStandardFileManager(said, Locale.ROOT, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      files.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(written));
      JavaCompiler.CompilationTask task = javac.getTask(null, files, said, all, null, sources);
      task.setLocale(Locale.ROOT);
      task.setProcessors(processors);
      boolean good = task.call();
      return new Compiled(good, said.getDiagnostics(), classes, written, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
