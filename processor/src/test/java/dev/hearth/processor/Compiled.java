package dev.hearth.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** What came of a {@link Compilation}. */
record Compiled(
    boolean good,
    List<Diagnostic<? extends JavaFileObject>> said,
    Path classes,
    Path written,
    List<Path> classPath) {

  /** Returns what the compiler said, as {@code line: text}. */
  List<String> messages() {
    return said.stream()
        .map(each -> each.getLineNumber() + ": " + each.getMessage(Locale.ROOT))
        .toList();
  }

  /** Asserts that the compiler had nothing to say. */
  Compiled assertClean() {
    assertThat(messages()).isEmpty();
    assertThat(good).isTrue();
    return this;
  }

  /** Returns the names of the texts that were written. */
  List<String> writtenNames() {
    try (Stream<Path> files = Files.walk(written)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> written.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String name) {
    try {
      return Files.readString(written.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads the classes beside those of the tests. */
  Loaded load() {
    List<URL> urls = new ArrayList<>();
    urls.add(url(classes));
    classPath.forEach(path -> urls.add(url(path)));
    return new Loaded(
        new URLClassLoader(urls.toArray(URL[]::new), Compiled.class.getClassLoader()));
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Classes that were compiled, ready to run. */
  record Loaded(ClassLoader loader) {

    Class<?> type(String name) {
      try {
        return loader.loadClass(name);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Makes an object with the first constructor of its class. */
    Object make(String name, Object... arguments) {
      try {
        Constructor<?> constructor = type(name).getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
      } catch (InvocationTargetException e) {
        throw rethrown(e);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Calls the method of a name. */
    Object call(Object target, String name, Object... arguments) {
      try {
        Class<?> type = target instanceof Class<?> itself ? itself : target.getClass();
        for (Method method : type.getDeclaredMethods()) {
          if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
            method.setAccessible(true);
            return method.invoke(target, arguments);
          }
        }
        throw new IllegalStateException("no method " + name + " in " + type);
      } catch (InvocationTargetException e) {
        throw rethrown(e);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private static RuntimeException rethrown(InvocationTargetException e) {
      return e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }
}
