package dev.hearth.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

/** A failure of the processor itself. */
class InternalErrorTest {

  @Test
  void failure_ofTheProcessor_isReportedAtTheClass() {
    Compiled compiled =
        Compilation.with()
            .insteadOfTheProcessor(new WithoutFiler())
            .of(
                Source.shop(
                    """
                    @InferenceFunction(value = "f", models = FakeModels.class)
                    class F {
                      @Infer(model = "m") String f(Model model, String item) { return item; }
                    }
                    """))
            .options("-proc:only")
            .run();

    assertThat(compiled.messages())
        .containsExactly(
            "3: [Internal] shop.F: java.lang.IllegalStateException: no files today (expected: no"
                + " failure of the processor); report it with the class's source");
  }

  /** Runs the processor in a compiler that makes no files. */
  @SupportedAnnotationTypes("*")
  private static final class WithoutFiler extends AbstractProcessor {

    private final InferenceFunctionProcessor processor = new InferenceFunctionProcessor();

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
      super.init(environment);
      InvocationHandler handler =
          (proxy, method, arguments) -> {
            if (method.getReturnType() == Filer.class) {
              throw new IllegalStateException("no files today");
            }
            try {
              return method.invoke(environment, arguments);
            } catch (InvocationTargetException e) {
              throw e.getCause();
            }
          };
      processor.init(
          (ProcessingEnvironment)
              Proxy.newProxyInstance(
                  InternalErrorTest.class.getClassLoader(),
                  new Class<?>[] {ProcessingEnvironment.class},
                  handler));
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @SuppressWarnings("DoNotClaimAnnotations") // As the processor it wraps.
    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      return processor.process(annotations, round);
    }
  }
}
