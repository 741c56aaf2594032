package dev.hearth.cache.s3;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings around the process, as far as this store and not only the AWS SDK must know them.
 *
 * @param variable gives an environment variable, or null
 * @param property gives a system property, or null
 */
record Surroundings(
    Function<String, @Nullable String> variable, Function<String, @Nullable String> property) {

  static Surroundings ofProcess() {
    return new Surroundings(System::getenv, System::getProperty);
  }

  /** Tells whether the AWS SDK will speak to another server than Amazon's. */
  boolean haveEndpoint() {
    boolean ignored =
        isTrue(property.apply("aws.ignoreConfiguredEndpointUrls"))
            || isTrue(variable.apply("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"));
    return !ignored
        && (isSet(property.apply("aws.endpointUrlS3"))
            || isSet(variable.apply("AWS_ENDPOINT_URL_S3"))
            || isSet(property.apply("aws.endpointUrl"))
            || isSet(variable.apply("AWS_ENDPOINT_URL")));
  }

  private static boolean isTrue(@Nullable String value) {
    return "true".equalsIgnoreCase(value);
  }

  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isBlank();
  }
}
