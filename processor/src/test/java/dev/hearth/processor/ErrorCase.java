package dev.hearth.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A wrong source, in which comments like {@code // 1} mark the lines of the messages. */
final class ErrorCase {

  private final Source source;
  private final StandIns[] parts;

  private ErrorCase(String text, StandIns... parts) {
    this.source = Source.shop(text);
    this.parts = parts;
  }

  /** A source in package {@code shop}, compiled with a cache on the class path. */
  static ErrorCase of(String text) {
    return new ErrorCase(text, StandIns.CACHE);
  }

  /** A source whose class path has given parts only. */
  static ErrorCase with(StandIns[] parts, String text) {
    return new ErrorCase(text, parts);
  }

  /** A function around members. */
  static ErrorCase ofMembers(String members) {
    return of("@InferenceFunction(\"f\") class F {\n" + members + "\n}");
  }

  /** A function with a good method, and other members. */
  static ErrorCase besideAGoodMethod(String members) {
    return ofMembers(
        "@Infer(model = \"m\") String good(Model model, String item) { return item; }\n" + members);
  }

  /** Asserts all that the compiler says: the first text at the line marked 1, and so on. */
  void says(String... texts) {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      expected.add(at(i + 1, texts[i]));
    }
    assertThat(messages()).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** Asserts all that the compiler says, at one line. */
  void saysAt(int mark, String... texts) {
    assertThat(messages())
        .containsExactlyInAnyOrder(
            Stream.of(texts).map(text -> at(mark, text)).toArray(String[]::new));
  }

  /** Asserts a part of what the compiler says. */
  void saysFirst(String text) {
    assertThat(messages()).contains(at(1, text));
  }

  private String at(int mark, String text) {
    return source.line("// " + mark) + ": " + text;
  }

  private List<String> messages() {
    Compiled compiled = Compilation.with(parts).of(source).options("-proc:only").run();
    assertThat(compiled.good()).isFalse();
    assertThat(compiled.writtenNames()).isEmpty();
    return compiled.messages();
  }
}
