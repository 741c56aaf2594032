package dev.hearth.cache.s3;

import static dev.hearth.cache.s3.S3Fixture.BUCKET;
import static dev.hearth.cache.s3.S3Fixture.S3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import dev.hearth.spi.Alias;
import dev.hearth.testkit.store.LocalS3;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is found in the process's surroundings, which here are system properties. */
@Timeout(60)
final class ClientsTest {

  private static final ModelRef LATEST = ModelRef.parse("fromtheenvironment@latest");

  private final Map<String, @Nullable String> former = new HashMap<>();

  @BeforeEach
  void isolate(@TempDir Path folder) {
    set("aws.disableEc2Metadata", "true");
    set("aws.configFile", folder.resolve("config").toString());
    set("aws.sharedCredentialsFile", folder.resolve("credentials").toString());
    S3.put(BUCKET, "fromtheenvironment/latest", new byte[] {'7'});
  }

  @AfterEach
  void restore() {
    former.forEach(
        (name, value) -> {
          if (value == null) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }

  @Test
  void of_everythingFromTheSurroundings_works() {
    set("aws.endpointUrlS3", S3.endpoint().toString());
    set("aws.region", LocalS3.REGION);
    set("aws.accessKeyId", LocalS3.ACCESS_KEY);
    set("aws.secretAccessKey", LocalS3.SECRET_KEY);
    try (S3ModelStore store = S3ModelStore.of(BUCKET)) {
      assertThat(store.resolve(LATEST, null, Deadline.none()))
          .isInstanceOfSatisfying(
              Alias.Version.class, found -> assertThat(found.version()).isEqualTo("7"));
    }
  }

  @Test
  void endpointElsewhere_needsNoRegion() {
    try (S3ModelStore store =
        S3ModelStore.builder()
            .bucket(BUCKET)
            .endpoint(S3.endpoint())
            .credentials(S3Fixture.credentials(LocalS3.SECRET_KEY))
            .build()) {
      assertThat(store.resolve(LATEST, null, Deadline.none())).isInstanceOf(Alias.Version.class);
    }
  }

  @Test
  void noRegion_isAConfigurationMistake() {
    try (S3ModelStore store = S3ModelStore.of(BUCKET)) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> store.resolve(LATEST, null, Deadline.none()))
          .withMessage(
              "region of s3://models: none found (expected: AWS_REGION, a profile with a region, or"
                  + " region(...)); set AWS_REGION");
      assertThat(store.connected()).isFalse();
    }
  }

  @Test
  void noCredentials_isAConfigurationMistake() {
    try (S3ModelStore store =
        S3ModelStore.builder().bucket(BUCKET).endpoint(S3.endpoint()).build()) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> store.resolve(LATEST, null, Deadline.none()))
          .withMessageContaining("cannot be asked for without credentials: none found");
    }
  }

  private void set(String property, String value) {
    former.putIfAbsent(property, System.getProperty(property));
    System.setProperty(property, value);
  }
}
