package dev.hearth.gcf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.Deadline;
import dev.hearth.gcf.functions.Shouting;
import dev.hearth.testkit.http.ServedProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a function starts under the published invoker. */
class InvokedStartTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void start_modelStillLoading_theProbeWaitsForIt() throws Exception {
    try (ServedProcess function =
        ServedProcess.invoker(Shouting.class.getName())
            .env("HEARTH_INIT", "lazy")
            .env(Shouting.LOAD, "hold")
            .start()) {
      Client client = new Client(function);
      assertThat(client.get("/_ready").statusCode()).isEqualTo(503);
      assertThat(client.get("/_ready").body()).isEqualTo("{\"ready\":false}");
      assertThat(client.say("/open", "release load").statusCode()).isEqualTo(200);
      Deadline deadline = Deadline.after(LIMIT);
      while (client.get("/_ready").statusCode() != 200) {
        assertThat(deadline.passed()).isFalse();
      }
      assertThat(client.get("/_ready").body()).isEqualTo("{\"ready\":true}");
      assertThat(client.say("/", "a").body()).isEqualTo("{\"shout\":\"A\"}");
    }
  }

  @Test
  void start_loadFails_theNextCallTriesAgain() throws Exception {
    try (ServedProcess function =
        ServedProcess.invoker(Shouting.class.getName()).env(Shouting.LOAD, "fail").start()) {
      function.awaitOutput(
          "function 'shouting' starts without its models: store: down; retry; the first call tries"
              + " again",
          LIMIT);
      Client client = new Client(function);
      assertThat(client.say("/", "a").statusCode()).isEqualTo(503);
      client.say("/open", "release load");
      assertThat(client.say("/", "a").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void start_settingMisspelt_failsWithTheWords() {
    assertThatThrownBy(
            () ->
                ServedProcess.invoker(Shouting.class.getName()).env("HEARTH_INIT", "soon").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("its process ended with 1 (expected: to listen); its output is:")
        .hasMessageContaining(
            "HEARTH_INIT: 'soon' (expected: eager, background or lazy); set one of them");
  }
}
