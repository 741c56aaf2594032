package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.ConfigurationException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class NativeFailuresTest {

  private static final String PLATFORM =
      System.getProperty("os.name") + " " + System.getProperty("os.arch");

  @Test
  void explain_oldGlibc_namesTheRuntimeToUse() {
    UnsatisfiedLinkError failure =
        new UnsatisfiedLinkError(
            "/tmp/libonnxruntime.so: /lib64/libm.so.6: version `GLIBC_2.27' not found (required by"
                + " /tmp/libonnxruntime.so)");

    assertThat(NativeFailures.explain(failure))
        .isInstanceOf(ConfigurationException.class)
        .hasCause(failure)
        .hasMessage(
            "ONNX Runtime: its native library needs GLIBC_2.27, which this machine's C library does"
                + " not have (expected: glibc 2.27 or newer, as on Amazon Linux 2023); deploy to the"
                + " runtime java21 or newer, or to an image with a newer glibc");
  }

  @Test
  void explain_causeInside_isFound() {
    Throwable failure =
        new NoClassDefFoundError("Could not initialize class ai.onnxruntime.OnnxRuntime")
            .initCause(
                new ExceptionInInitializerError(
                    new UnsatisfiedLinkError("x: version `GLIBC_2.28' not found")));

    assertThat(NativeFailures.explain(failure)).hasMessageContaining("needs GLIBC_2.28,");
  }

  @Test
  void explain_musl_namesTheImageToUse() {
    UnsatisfiedLinkError failure =
        new UnsatisfiedLinkError("Error loading shared library ld-linux-x86-64.so.2: No such file");

    assertThat(NativeFailures.explain(failure))
        .hasMessage(
            "ONNX Runtime: its native library needs glibc, which this machine does not have: Error"
                + " loading shared library ld-linux-x86-64.so.2: No such file; use an image based"
                + " on glibc, not on musl or Alpine");
  }

  @Test
  void explain_anythingElse_carriesTheTrail() {
    IllegalStateException failure =
        new IllegalStateException("Failed to load", new IOException("not found at /x"));

    assertThat(NativeFailures.explain(failure))
        .hasMessage(
            "ONNX Runtime: its native libraries cannot be loaded: Failed to load: not found at /x"
                + " (expected: libonnxruntime and libonnxruntime4j_jni for "
                + PLATFORM
                + "); package the natives of this platform (a process that failed to load them once"
                + " cannot try again: start a new one)");
  }

  @Test
  void explain_failureWithoutWords_namesItsType() {
    assertThat(NativeFailures.explain(new UnsatisfiedLinkError()))
        .hasMessageContaining("cannot be loaded: java.lang.UnsatisfiedLinkError (expected");
  }
}
