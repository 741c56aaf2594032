package dev.hearth.cache.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SurroundingsTest {

  @Test
  void haveEndpoint_nothingSet_no() {
    assertThat(of(Map.of(), Map.of()).haveEndpoint()).isFalse();
    assertThat(of(Map.of("AWS_ENDPOINT_URL", " "), Map.of()).haveEndpoint()).isFalse();
  }

  @Test
  void haveEndpoint_anyOfTheFour_yes() {
    assertThat(of(Map.of("AWS_ENDPOINT_URL_S3", "http://h"), Map.of()).haveEndpoint()).isTrue();
    assertThat(of(Map.of("AWS_ENDPOINT_URL", "http://h"), Map.of()).haveEndpoint()).isTrue();
    assertThat(of(Map.of(), Map.of("aws.endpointUrlS3", "http://h")).haveEndpoint()).isTrue();
    assertThat(of(Map.of(), Map.of("aws.endpointUrl", "http://h")).haveEndpoint()).isTrue();
  }

  @Test
  void haveEndpoint_ignored_no() {
    Map<String, String> set = Map.of("AWS_ENDPOINT_URL", "http://h");
    assertThat(of(set, Map.of("aws.ignoreConfiguredEndpointUrls", "true")).haveEndpoint())
        .isFalse();
    assertThat(
            of(
                    Map.of(
                        "AWS_ENDPOINT_URL",
                        "http://h",
                        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
                        "TRUE"),
                    Map.of())
                .haveEndpoint())
        .isFalse();
  }

  private static Surroundings of(Map<String, String> variables, Map<String, String> properties) {
    return new Surroundings(variables::get, properties::get);
  }
}
