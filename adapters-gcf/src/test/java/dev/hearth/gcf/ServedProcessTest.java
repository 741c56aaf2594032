package dev.hearth.gcf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.gcf.functions.Shouting;
import dev.hearth.testkit.http.ServedProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The testkit's process; it is tested here, where the invoker is. */
class ServedProcessTest {

  @Test
  void start_aFunction_runsUntilItIsClosed() throws Exception {
    ServedProcess function =
        ServedProcess.invoker(Shouting.class.getName()).jvmOptions("-Xmx64m").start();
    try (function) {
      assertThat(function.isAlive()).isTrue();
      assertThat(function.uri("/a?b=c"))
          .hasToString("http://127.0.0.1:" + function.port() + "/a?b=c");
      assertThat(ProcessHandle.of(function.pid())).isPresent();
      assertThat(new Client(function).say("/", "a").statusCode()).isEqualTo(200);
      function.awaitOutput("Serving function...", Duration.ofSeconds(60));
      assertThatThrownBy(() -> function.awaitOutput("never said", Duration.ofMillis(50)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(
              "output of function 'dev.hearth.gcf.functions.Shouting': PT0.05S passed without it"
                  + " (expected: 'never said'); it is:\n");
    }
    assertThat(function.isAlive()).isFalse();
  }

  @Test
  void start_noSuchFunction_failsWithTheOutput() {
    assertThatThrownBy(() -> ServedProcess.invoker("no.such.Function").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("function 'no.such.Function': its process ended with 1 (expected:")
        .hasMessageContaining("ClassNotFoundException: no.such.Function");
  }

  @Test
  void start_noInvokerInTheClassPath_failsWithTheOutput() {
    assertThatThrownBy(
            () -> ServedProcess.invoker(Shouting.class.getName()).classPath("none.jar").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("com.google.cloud.functions.invoker.runner.Invoker");
  }

  @Test
  void start_takesTooLong_failsAndLeavesNoProcess() {
    assertThatThrownBy(
            () ->
                ServedProcess.invoker(Shouting.class.getName())
                    .startLimit(Duration.ofMillis(1))
                    .env("HEARTH_INIT", "eager")
                    .env(Shouting.LOAD, "hold")
                    .start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nothing listens on port ")
        .hasMessageContaining("(expected: within PT0.001S); its output is:\n");
  }
}
