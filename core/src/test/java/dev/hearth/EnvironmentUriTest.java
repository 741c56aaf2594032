package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentUriTest {

  @Test
  void uri_set_isRead() {
    assertThat(new Environment(Map.of("PLACE", " s3://bucket/a ")).uri("PLACE"))
        .contains(URI.create("s3://bucket/a"));
  }

  @Test
  void uri_absent_isEmpty() {
    assertThat(new Environment(Map.of("PLACE", " ")).uri("PLACE")).isEmpty();
  }

  @Test
  void uri_malformed_isRefusedByName() {
    Environment environment = new Environment(Map.of("PLACE", "s3://a b"));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> environment.uri("PLACE"))
        .withMessage("PLACE: 's3://a b' (expected: a URI); set it in the environment");
  }
}
