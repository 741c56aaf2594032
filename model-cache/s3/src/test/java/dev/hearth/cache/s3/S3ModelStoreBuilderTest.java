package dev.hearth.cache.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.hearth.Bytes;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class S3ModelStoreBuilderTest {

  private final S3ModelStoreBuilder builder = S3ModelStore.builder();

  @ParameterizedTest
  @CsvSource({
    "s3://models, s3://models",
    "s3://models/, s3://models",
    "s3://models/prod, s3://models/prod",
    "s3://models/prod/eu/, s3://models/prod/eu",
    "s3://my.models_2/a%20b+c, 's3://my.models_2/a b+c'"
  })
  void at_givesThePlace(URI place, String location) {
    if (location.contains(" ")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> S3ModelStore.at(place))
          .withMessage("prefix: 'a b+c' (expected: names separated by '/')");
    } else {
      assertThat(S3ModelStore.at(place).location()).isEqualTo(location);
    }
  }

  @Test
  void of_givesTheBucket() {
    assertThat(S3ModelStore.of("model-bucket").location()).isEqualTo("s3://model-bucket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://models", "models", "s3:models", "s3://models?x=1", "s3://m/#x"})
  void at_noS3Address_isRefused(String place) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3ModelStore.at(URI.create(place)))
        .withMessage("place: '" + place + "' (expected: s3://bucket or s3://bucket/prefix)");
  }

  @Test
  void partSize_outsideWhatS3Takes_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.partSize(Bytes.of((5 << 20) - 1)))
        .withMessageContaining("(expected: " + Bytes.mebibytes(5) + "..");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.partSize(Bytes.gibibytes(6)))
        .withMessageStartingWith("partSize: " + Bytes.gibibytes(6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ab", "Models", "models/prod", "-models", "a b c"})
  void bucket_malformed_isRefused(String bucket) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3ModelStore.of(bucket))
        .withMessage(
            "bucket: '" + bucket + "' (expected: 3 to 63 lower-case letters, digits, '.' and '-')");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/prod", "prod/", "a//b", "..", "a/../b", "./a", "a b"})
  void prefix_malformed_isRefused(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.prefix(prefix))
        .withMessage("prefix: '" + prefix + "' (expected: names separated by '/')");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9000", "s3://host", "/path"})
  void endpoint_noHttpAddress_isRefused(String endpoint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.endpoint(URI.create(endpoint)))
        .withMessage("endpoint: '" + endpoint + "' (expected: http://host or https://host)");
  }

  @Test
  void region_malformed_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.region("Frankfurt am Main"))
        .withMessage("region: 'Frankfurt am Main' (expected: a region such as 'eu-west-1')");
  }

  @Test
  void timeouts_outOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.connectTimeout(Duration.ZERO))
        .withMessage("connectTimeout: PT0S (expected: PT0.001S..PT15M)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.readTimeout(Duration.ofHours(1)))
        .withMessage("readTimeout: PT1H (expected: PT0.001S..PT15M)");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, -1})
  void maxAttempts_outOfRange_isRefused(int maxAttempts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.maxAttempts(maxAttempts))
        .withMessage("maxAttempts: " + maxAttempts + " (expected: 1..10)");
  }

  @Test
  void setTwice_isRefused() {
    builder.bucket("models").region("eu-west-1");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.at(URI.create("s3://others")))
        .withMessage("bucket was already set to models");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.region("us-east-1"))
        .withMessage("region was already set to eu-west-1");
  }

  @Test
  void build_withoutBucket_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(builder::build)
        .withMessage("bucket: not set (expected: a bucket); call bucket or at");
  }
}
