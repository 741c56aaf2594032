package dev.hearth.testkit.function.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps the guide's code the same as code that is compiled and run here. */
class TestingGuideTest {

  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void guide_everyBlock_isCodeThatIsRun() throws IOException {
    String guide = Files.readString(Path.of("../docs/guides/testing.md"));
    String code = indentless(source("Mood.java") + source("MoodTest.java"));
    List<String> blocks = BLOCK.matcher(guide).results().map(TestingGuideTest::code).toList();
    assertThat(blocks).hasSize(5);
    assertThat(blocks).allSatisfy(block -> assertThat(code).contains(indentless(block)));
  }

  private static String code(MatchResult block) {
    return block.group(1);
  }

  private static String source(String name) throws IOException {
    return Files.readString(Path.of("src/test/java/dev/hearth/testkit/function/guide", name));
  }

  private static String indentless(String text) {
    return text.lines().map(String::strip).reduce("", (all, line) -> all + line + "\n");
  }
}
