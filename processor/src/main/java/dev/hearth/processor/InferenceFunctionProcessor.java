package dev.hearth.processor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * Writes, beside each class with {@code @InferenceFunction}, the class that makes its service, the
 * codecs of its methods, and the entry class of each platform whose adapter is on the class path.
 *
 * <p>What is wrong with an annotated class is reported where it stands, with a code that
 * docs/processor-errors.md explains. The processor takes no options and keeps nothing between two
 * compilations. It is used by the compiler, confined to one thread.
 */
public final class InferenceFunctionProcessor extends AbstractProcessor {

  /** Classes that name a type which may yet be written by another processor. */
  private final Set<String> deferred = new LinkedHashSet<>();

  private final Set<String> written = new HashSet<>();
  private final Set<String> byHand = new HashSet<>();

  /** Made by the compiler. */
  public InferenceFunctionProcessor() {}

  /**
   * Returns Hearth's annotations and those that stand in what this processor writes, so that the
   * compiler does not warn that nobody takes them.
   */
  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(Names.ANNOTATIONS + "*", Names.GENERATED, Names.AZURE_ANNOTATIONS + "*");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  /**
   * Processes a round.
   *
   * @param annotations the annotations of the round that this processor supports
   * @param round the round
   * @return whether no other processor need see them
   */
  @SuppressWarnings("DoNotClaimAnnotations") // javac's lint complains of what nobody claims.
  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (Element root : round.getRootElements()) {
      if (root instanceof TypeElement type && !written.contains(nameOf(type))) {
        byHand.add(nameOf(type));
      }
    }
    Set<String> names = new LinkedHashSet<>(deferred);
    deferred.clear();
    for (TypeElement annotation : annotations) {
      if (nameOf(annotation).equals(Names.INFERENCE_FUNCTION)) {
        round.getElementsAnnotatedWith(annotation).stream()
            .filter(TypeElement.class::isInstance)
            .forEach(each -> names.add(nameOf((TypeElement) each)));
      } else if (nameOf(annotation).startsWith(Names.ANNOTATIONS)) {
        Strays.report(elements(), processingEnv.getMessager(), annotation, round);
      }
    }
    names.forEach(this::safely);
    return annotations.stream().allMatch(annotation -> isOurs(annotation, round));
  }

  /** Nothing that goes wrong here may look like a failure of the compiler. */
  private void safely(String name) {
    TypeElement type = elements().getTypeElement(name);
    try {
      if (type != null) {
        process(name, type);
      }
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      Problems problems = new Problems();
      problems.report(
          Code.INTERNAL,
          type,
          name,
          e.toString(),
          "no failure of the processor",
          "report it with the class's source");
      problems.show(processingEnv.getMessager());
    }
  }

  private void process(String name, TypeElement type) throws IOException {
    Problems problems = new Problems();
    ClassPath classPath = ClassPath.of(elements(), processingEnv.getTypeUtils(), type);
    Optional<Mark> mark = Mark.of(elements(), type, Names.INFERENCE_FUNCTION);
    if (mark.isEmpty()) {
      return;
    }
    Optional<FunctionFacts> facts =
        new FunctionReader(classPath, problems, type, mark.get()).read();
    if (problems.isUnfinished()) {
      deferred.add(name);
      return;
    }
    if (facts.isPresent()) {
      write(new Writing(classPath, facts.get(), problems));
    }
    problems.show(processingEnv.getMessager());
  }

  private void write(Writing writing) throws IOException {
    List<SourceFile> files = files(writing);
    files.forEach(file -> writing.checkName(file, byHand));
    if (writing.problems().isEmpty()) {
      for (SourceFile file : files) {
        written.add(file.qualifiedName());
        writing.save(file, processingEnv.getFiler());
      }
    }
  }

  private static List<SourceFile> files(Writing writing) {
    List<SourceFile> files = new ArrayList<>();
    files.add(ServiceWriter.write(writing));
    Set<String> codecs = new HashSet<>();
    for (Map.Entry<InferFacts, String> each : CodecNames.of(writing.facts()).entrySet()) {
      if (codecs.add(each.getValue())
          && each.getKey().codec() instanceof InferFacts.Codec.Written codec) {
        String method = writing.facts().type().getSimpleName() + "." + each.getKey().methodName();
        files.add(
            CodecWriter.write(writing, each.getValue(), codec.item(), codec.result(), method));
      }
    }
    for (EntryWriter entry : EntryWriter.values()) {
      if (entry.isWanted(writing)) {
        files.add(entry.write(writing));
      }
    }
    if (AzureWriter.isWanted(writing)) {
      files.add(AzureWriter.write(writing));
    }
    return files;
  }

  private boolean isOurs(TypeElement annotation, RoundEnvironment round) {
    return nameOf(annotation).startsWith(Names.ANNOTATIONS)
        || round.getElementsAnnotatedWith(annotation).stream().allMatch(this::isWritten);
  }

  private boolean isWritten(Element element) {
    Element outermost = element;
    for (Element each = element; each != null; each = each.getEnclosingElement()) {
      outermost = each instanceof TypeElement ? each : outermost;
    }
    return outermost instanceof TypeElement type && written.contains(nameOf(type));
  }

  private Elements elements() {
    return processingEnv.getElementUtils();
  }

  private static String nameOf(TypeElement type) {
    return type.getQualifiedName().toString();
  }
}
