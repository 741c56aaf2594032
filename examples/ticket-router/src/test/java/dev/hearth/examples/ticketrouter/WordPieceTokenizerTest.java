package dev.hearth.examples.ticketrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WordPieceTokenizerTest {

  private static final String VOCABULARY =
      """
      [PAD]
      [UNK]
      [CLS]
      [SEP]
      re
      ##fund
      ##ing
      refund
      !
      ü
      中
      """;

  private final WordPieceTokenizer tokenizer = tokenizer(VOCABULARY);

  @Test
  void encode_emptyText_hasOnlyBothEnds() {
    assertThat(tokenizer.encode("", 8)).containsExactly(2, 3);
  }

  @Test
  void encode_word_takesTheLongestPieces() {
    assertThat(tokenizer.encode("Refunding", 8)).containsExactly(2, 7, 6, 3);
  }

  @Test
  void encode_wordNotCovered_isUnknownAsAWhole() {
    assertThat(tokenizer.encode("refundable refund", 8)).containsExactly(2, 1, 7, 3);
  }

  @Test
  void encode_punctuation_standsAlone() {
    assertThat(tokenizer.encode("refund!!", 8)).containsExactly(2, 7, 8, 8, 3);
  }

  @Test
  void encode_accents_areDroppedWhateverTheVocabulary() {
    assertThat(tokenizer.encode("ré\u00adfund ü", 8)).containsExactly(2, 7, 1, 3);
  }

  @Test
  void encode_chinese_standsAlone() {
    assertThat(tokenizer.encode("re中re", 8)).containsExactly(2, 4, 10, 4, 3);
  }

  @Test
  void encode_specialTokenInText_isThatToken() {
    assertThat(tokenizer.encode("re[SEP]re [sep", 16)).containsExactly(2, 4, 3, 4, 1, 1, 3);
  }

  @Test
  void encode_specialTokenUnknownToTheVocabulary_isPlainText() {
    assertThat(tokenizer.encode("[MASK]", 16)).containsExactly(2, 1, 1, 1, 3);
  }

  @Test
  void encode_loneSurrogates_areLeftOut() {
    assertThat(tokenizer.encode("re\ud83d fund\udc4d re\ud83d", 8)).containsExactly(2, 4, 1, 4, 3);
  }

  @Test
  void encode_tooLong_isCutBeforeTheEnd() {
    String text = "refund ".repeat(50);
    assertThat(tokenizer.encode(text, 5)).containsExactly(2, 7, 7, 7, 3);
    assertThat(tokenizer.encode(text, 2)).containsExactly(2, 3);
  }

  @Test
  void encode_hugeText_isReadAsFarAsNeeded() {
    assertThat(tokenizer.encode("refund ".repeat(1_000_000), 4)).containsExactly(2, 7, 7, 3);
  }

  @Test
  void encode_exactlyAsLong_isWhole() {
    assertThat(tokenizer.encode("refund refund", 4)).containsExactly(2, 7, 7, 3);
  }

  @Test
  void encode_cutInsideAnUnknownWord_isUnknown() {
    assertThat(tokenizer.encode("refundingx", 3)).containsExactly(2, 1, 3);
  }

  @Test
  void encode_manyAccentsOutOfOrder_endsSoon() {
    String accents = "\u0323\u0301".repeat(500_000);
    assertThat(tokenizer.encode("re" + accents + "fund", 8)).containsExactly(2, 7, 3);
  }

  @Test
  void encode_maxTokensTooSmall_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tokenizer.encode("refund", 1))
        .withMessage("maxTokens: 1 (expected: at least 2)");
  }

  @Test
  void encode_byManyThreads_isTheSame() {
    List<String> texts = List.of("refund! re中re", "Refunding [SEP] ré", "re ".repeat(90));
    List<List<Long>> expected = texts.stream().map(this::ids).toList();
    assertThat(IntStream.range(0, 3_000).parallel().mapToObj(i -> ids(texts.get(i % 3))).toList())
        .allMatch(expected::contains);
  }

  @Test
  void load_lastLineWithoutEnd_isAToken(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("vocab.txt"), VOCABULARY + "last");
    assertThat(WordPieceTokenizer.load(file).encode("last", 8)).containsExactly(2, 11, 3);
  }

  @Test
  void load_noVocabulary_isRefused() {
    assertThatIOException()
        .isThrownBy(() -> WordPieceTokenizer.load(stream("{}\n")))
        .withMessage(
            "vocabulary of 1 lines has no token [UNK]"
                + " (expected: a BERT vocabulary, one token a line)");
  }

  @Test
  void load_emptyStream_isRefused() {
    assertThatIOException()
        .isThrownBy(() -> WordPieceTokenizer.load(stream("")))
        .withMessageStartingWith("vocabulary of 0 lines has no token [UNK]");
  }

  private List<Long> ids(String text) {
    return Arrays.stream(tokenizer.encode(text, 64)).boxed().toList();
  }

  private static WordPieceTokenizer tokenizer(String vocabulary) {
    try {
      return WordPieceTokenizer.load(stream(vocabulary));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
