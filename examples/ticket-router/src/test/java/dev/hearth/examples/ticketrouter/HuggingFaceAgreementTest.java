package dev.hearth.examples.ticketrouter;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Holds our ids against those of the Hugging Face tokenizer with the same vocabulary. */
final class HuggingFaceAgreementTest {

  private static final int LONGEST = 512;

  /** The text of several characters is encoded at once, which is much faster. */
  private static final int AT_ONCE = 64;

  private static final Path MODEL = Path.of(System.getProperty("model.dir"));
  private static final WordPieceTokenizer OURS = ours();

  /** Kept open: the tests of this class all use them, until the process ends. */
  private static final Map<Integer, HuggingFaceTokenizer> THEIRS = new LinkedHashMap<>();

  @Test
  void encode_collectedTexts_agrees() throws IOException {
    List<String> different = new ArrayList<>();
    List<String> texts = texts();
    for (String text : texts) {
      for (int maxTokens : new int[] {LONGEST, 128, 16}) {
        if (!agrees(text, maxTokens)) {
          different.add(text);
        }
      }
    }
    assertThat(texts).hasSizeGreaterThan(300);
    assertThat(different).isEmpty();
  }

  @Test
  void encode_everyCharacter_agrees() {
    List<String> different = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        text.append('a').appendCodePoint(c).append("b ");
      }
      if (c % AT_ONCE == AT_ONCE - 1) {
        if (!agrees(text.toString(), LONGEST)) {
          different.add("up to U+" + Integer.toHexString(c));
        }
        text.setLength(0);
      }
    }
    assertThat(different).isEmpty();
  }

  @Property(tries = 3_000)
  void encode_anyText_agrees(@ForAll("anyText") String text) {
    assertThat(OURS.encode(text, LONGEST)).isEqualTo(theirs(text, LONGEST));
  }

  @Property(tries = 3_000)
  void encode_likelyText_agreesWhereverItIsCut(@ForAll("likelyText") String text) {
    assertThat(OURS.encode(text, LONGEST)).isEqualTo(theirs(text, LONGEST));
    assertThat(OURS.encode(text, 16)).isEqualTo(theirs(text, 16));
  }

  @Provide
  Arbitrary<String> anyText() {
    return text(codePoints(0, Character.MAX_CODE_POINT));
  }

  @Provide
  Arbitrary<String> likelyText() {
    Arbitrary<String> words =
        Arbitraries.of(
            " ",
            " ",
            "\n",
            "the",
            "Refund",
            "INVOICE",
            "ing",
            "##s",
            "naïve",
            "ſ",
            "İ",
            "[SEP]",
            "[CLS",
            "[",
            "]",
            "...",
            "\u00ad",
            "\u200d",
            "👍🏽",
            "x".repeat(60),
            "中文",
            "한국",
            "が");
    return text(
        Arbitraries.frequencyOf(
            Tuple.of(8, words),
            Tuple.of(4, codePoints(0x20, 0x7E)),
            Tuple.of(2, codePoints(0, 0x24F)),
            Tuple.of(2, codePoints(0x300, 0x36F)),
            Tuple.of(1, codePoints(0x370, 0x17FF)),
            Tuple.of(1, codePoints(0x1800, 0x33FF)),
            Tuple.of(1, codePoints(0x1F000, 0x1FAFF))));
  }

  private static Arbitrary<String> text(Arbitrary<String> parts) {
    return parts.list().ofMaxSize(80).map(list -> String.join("", list));
  }

  private static Arbitrary<String> codePoints(int from, int to) {
    return Arbitraries.integers()
        .between(from, to)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .map(Character::toString);
  }

  private static boolean agrees(String text, int maxTokens) {
    return Arrays.equals(OURS.encode(text, maxTokens), theirs(text, maxTokens));
  }

  private static long[] theirs(String text, int maxTokens) {
    return THEIRS.computeIfAbsent(maxTokens, HuggingFaceAgreementTest::open).encode(text).getIds();
  }

  private static HuggingFaceTokenizer open(int maxTokens) {
    try {
      return HuggingFaceTokenizer.newInstance(
          MODEL.resolve("all-minilm-l6-v2-q-tokenizer.json"),
          Map.of(
              "padding", "false", "truncation", "true", "maxLength", Integer.toString(maxTokens)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static WordPieceTokenizer ours() {
    try (InputStream vocabulary =
        Objects.requireNonNull(WordPieceTokenizer.class.getResourceAsStream("vocab.txt"))) {
      return WordPieceTokenizer.load(vocabulary);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> texts() throws IOException {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                HuggingFaceAgreementTest.class.getResourceAsStream("texts.json")),
            StandardCharsets.UTF_8)) {
      JsonArray array = JsonParser.parseReader(reader).getAsJsonArray();
      return array.asList().stream().map(JsonElement::getAsString).toList();
    }
  }
}
