package dev.hearth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.ModelBrokenException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelDigestTest {

  private static final String SHA =
      "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225";

  /** The check values that the standards give for nine digits. */
  private static final ModelDigest NINE_DIGITS = new ModelDigest(9, "e3069283", Optional.of(SHA));

  @Test
  void of_stream_givesTheStandardsCheckValues() throws IOException {
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);

    assertThat(ModelDigest.of(new ByteArrayInputStream(digits))).isEqualTo(NINE_DIGITS);
  }

  @Test
  void of_file_equalsThatOfItsBytes(@TempDir Path folder) throws IOException {
    byte[] bytes = new byte[300_000];
    bytes[299_999] = 1;
    Path file = Files.write(folder.resolve("model.onnx"), bytes);

    assertThat(ModelDigest.of(file)).isEqualTo(ModelDigest.of(new ByteArrayInputStream(bytes)));
  }

  @Test
  void text_hasALineForEachValue() {
    assertThat(NINE_DIGITS.text()).isEqualTo("bytes 9\ncrc32c e3069283\nsha256 " + SHA + "\n");
  }

  @Test
  void parse_ofText_givesTheSame() {
    ModelDigest withoutSha = new ModelDigest(0, "00000000", Optional.empty());

    assertThat(ModelDigest.parse(NINE_DIGITS.text(), "here")).isEqualTo(NINE_DIGITS);
    assertThat(ModelDigest.parse(withoutSha.text(), "here")).isEqualTo(withoutSha);
  }

  @Test
  void parse_unknownKeysAndOtherLineEnds_arePassedOver() {
    assertThat(
            ModelDigest.parse("made-by someone\r\n\r\nbytes 9 \r\ncrc32c e3069283\r\nlone", "here"))
        .isEqualTo(new ModelDigest(9, "e3069283", Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          crc32c e3069283                | For input string: ""
          bytes many, crc32c e3069283    | For input string: "many"
          bytes -1, crc32c e3069283      | bytes: -1 (expected: 0 or more)
          bytes 9                        | crc32c: '' (expected: 8 lower-case hexadecimal digits)
          bytes 9, crc32c E3069283       | crc32c: 'E3069283' (expected: 8 lower-case hexadecimal digits)
          bytes 9, crc32c e306928        | crc32c: 'e306928' (expected: 8 lower-case hexadecimal digits)
          bytes 9, crc32c e3069283, sha256 15e2 | sha256: '15e2' (expected: 64 lower-case hexadecimal digits)
          """)
  void parse_malformed_tellsWhatIsExpected(String lines, String reason) {
    assertThatThrownBy(() -> ModelDigest.parse(lines.replace(", ", "\n"), "s3://models/m/1"))
        .isInstanceOf(ModelBrokenException.class)
        .hasMessage(
            "digest s3://models/m/1: %s (expected: lines 'bytes N', 'crc32c HEX' and optionally"
                + " 'sha256 HEX'); publish the model again",
            reason);
  }

  @Test
  void parse_empty_isRefused() {
    assertThatThrownBy(() -> ModelDigest.parse("", "here"))
        .isInstanceOf(ModelBrokenException.class);
  }
}
