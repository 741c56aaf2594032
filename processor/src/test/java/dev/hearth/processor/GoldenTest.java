package dev.hearth.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The written texts as a reader meets them. */
class GoldenTest {

  private static final String FOLDER = "com/example/tickets/";

  private static @Nullable Compiled compiled;

  private static synchronized Compiled compiled() {
    Compiled known = compiled;
    if (known == null) {
      known = Compilation.withAll().of(Source.of(golden("TicketRouter"))).run();
      compiled = known;
    }
    return known;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TicketRouterInference",
        "TicketRouterRouteCodec",
        "TicketRouterLambda",
        "TicketRouterHttp",
        "TicketRouterEvents",
        "TicketRouterAzure"
      })
  void written_text_isTheGoldenOne(String name) {
    assertThat(compiled().text(FOLDER + name + ".java")).isEqualTo(golden(name));
  }

  @Test
  void written_files_areThoseOfTheFunctionOnly() {
    assertThat(compiled().assertClean().writtenNames())
        .containsExactly(
            FOLDER + "TicketRouterAzure.java",
            FOLDER + "TicketRouterEvents.java",
            FOLDER + "TicketRouterHttp.java",
            FOLDER + "TicketRouterInference.java",
            FOLDER + "TicketRouterLambda.java",
            FOLDER + "TicketRouterRouteCodec.java");
  }

  private static String golden(String name) {
    try {
      return Files.readString(StandIns.resource("/golden/" + name + ".java"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
