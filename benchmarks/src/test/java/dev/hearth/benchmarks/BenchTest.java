package dev.hearth.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void run_help_explainsOnTheOutput() {
    assertThat(run("--help")).isZero();
    assertThat(text(out)).startsWith("usage: bench NAME").contains("works        Does it work?");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void run_noName_isWrongUsage() {
    assertThat(run("--quick")).isEqualTo(2);
    assertThat(text(err)).startsWith("NAME is missing").contains("usage: bench NAME");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void run_unknownName_isWrongUsage() {
    assertThat(run("other")).isEqualTo(2);
    assertThat(text(err)).startsWith("no benchmark 'other'");
  }

  @Test
  void run_unknownOption_isWrongUsage() {
    assertThat(run("works", "--fast")).isEqualTo(2);
    assertThat(text(err)).startsWith("no option '--fast'");
  }

  @Test
  void run_twoNames_isWrongUsage() {
    assertThat(run("works", "fails")).isEqualTo(2);
    assertThat(text(err)).startsWith("two names: 'works' and 'fails'");
  }

  @Test
  void run_outWithoutFile_isWrongUsage() {
    assertThat(run("works", "--out")).isEqualTo(2);
    assertThat(text(err)).startsWith("--out: nothing (expected: a file)");
  }

  @Test
  void run_onlyWithoutPart_isWrongUsage() {
    assertThat(run("works", "--only")).isEqualTo(2);
    assertThat(text(err)).startsWith("--only: nothing (expected: a part's name)");
  }

  @Test
  void run_onlyUnknownPart_isWrongUsage() {
    assertThat(run("works", "--only", "third")).isEqualTo(2);
    assertThat(text(err)).startsWith("--only: 'third' (expected: one of [first, second])");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void run_onlyOfOnePiece_isWrongUsage() {
    assertThat(run("fails", "--only", "first")).isEqualTo(2);
    assertThat(text(err)).startsWith("--only: 'first' (expected: none, 'fails' is one piece)");
  }

  @Test
  void run_onlyOnePart_runsThatAlone() {
    assertThat(run("works", "--only", "second")).isZero();
    assertThat(text(err)).contains("second").doesNotContain("first");
  }

  @Test
  void run_help_namesTheParts() {
    assertThat(run("--help")).isZero();
    assertThat(text(out)).contains("--only PART  runs that part alone").contains("first, second");
  }

  @Test
  void run_works_printsATableAndTellsProgressApart() {
    assertThat(run("works", "--quick")).isZero();
    assertThat(text(out))
        .startsWith("works on ")
        .contains("candidate  ms")
        .contains("a          2.00 (1.00-12.5)")
        .contains("a / b: 1.50");
    assertThat(text(err)).isEqualToIgnoringNewLines("rounds: 3firstsecond");
  }

  @Test
  void run_json_printsOneLineOfJson() {
    assertThat(run("works", "--json")).isZero();
    JsonObject json = JsonParser.parseString(text(out)).getAsJsonObject();
    assertThat(text(out).lines()).hasSize(1);
    assertThat(json.keySet()).containsExactly("name", "machine", "jdk", "commit", "rows", "ratios");
    assertThat(json.get("rows").toString())
        .isEqualTo("[{\"candidate\":\"a\",\"ms\":{\"median\":2.0,\"min\":1.0,\"max\":12.5}}]");
    assertThat(json.get("ratios").toString()).isEqualTo("{\"a / b\":1.5}");
    assertThat(text(err)).contains("rounds: 9");
  }

  @Test
  void run_out_writesJsonBesideTheTable(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("figures.json");
    assertThat(run("works", "--out", file.toString())).isZero();
    assertThat(Files.readString(file)).startsWith("{\"name\":\"works\"");
    assertThat(text(out)).startsWith("works on ");
  }

  @Test
  void run_failure_isToldOnTheErrorStream() {
    assertThat(run("fails")).isEqualTo(1);
    assertThat(text(err)).isEqualToIgnoringNewLines("fails failed: Probe ended with 7");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void spread_ofAnEvenNumber_takesTheMiddle() {
    assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(2.5, 1, 4));
  }

  private int run(String... arguments) {
    return new Bench(List.of(new Works(), new Fails()), stream(out), stream(err)).run(arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static final class Works implements Benchmark {

    @Override
    public String name() {
      return "works";
    }

    @Override
    public String question() {
      return "Does it work?";
    }

    @Override
    public List<String> parts() {
      return List.of("first", "second");
    }

    @Override
    public Report run(Settings settings) {
      settings.say("rounds: %d", settings.rounds(9));
      parts().stream().filter(settings::wants).forEach(settings::say);
      Spread spread = Spread.of(List.of(12.5, 2.0, 1.0));
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("candidate", "a");
      row.put("ms", spread);
      return Report.of("works", List.of(row), Map.of("a / b", 1.5));
    }
  }

  private static final class Fails implements Benchmark {

    @Override
    public String name() {
      return "fails";
    }

    @Override
    public String question() {
      return "Does it fail?";
    }

    @Override
    public Report run(Settings settings) throws IOException {
      throw new IOException("Probe ended with 7");
    }
  }
}
