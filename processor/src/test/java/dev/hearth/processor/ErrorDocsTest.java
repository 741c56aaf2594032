package dev.hearth.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/processor-errors.md and the tests against the codes. */
class ErrorDocsTest {

  private static final Path DOCS = Path.of("../docs/processor-errors.md");
  private static final Path TESTS = Path.of("src/test/java/dev/hearth/processor");

  private static List<String> codes() {
    return Arrays.stream(Code.values()).map(Code::toString).toList();
  }

  @Test
  void docs_explainTheCodesThereAre() throws IOException {
    List<String> explained =
        Pattern.compile("(?m)^### `(\\[\\w+])`")
            .matcher(Files.readString(DOCS))
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();

    assertThat(explained).containsExactlyInAnyOrderElementsOf(codes());
  }

  @Test
  void docs_haveAnExampleAndARemedyForEach() throws IOException {
    String[] sections = Files.readString(DOCS).split("(?m)^### ", -1);

    assertThat(sections).hasSize(codes().size() + 1);
    assertThat(Arrays.stream(sections).skip(1))
        .allSatisfy(section -> assertThat(section).contains("```java").contains("**Remedy.**"));
  }

  @Test
  void codes_areAllAssertedBySomeTest() throws IOException {
    try (Stream<Path> files = Files.list(TESTS)) {
      StringBuilder tests = new StringBuilder();
      for (Path file : files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
        tests.append(Files.readString(file));
      }
      assertThat(codes()).allSatisfy(code -> assertThat(tests).contains(code + " "));
    }
  }
}
