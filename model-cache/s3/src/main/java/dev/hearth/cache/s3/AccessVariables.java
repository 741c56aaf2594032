package dev.hearth.cache.s3;

import dev.hearth.ConfigurationException;
import dev.hearth.Environment;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * The variables by which the AWS SDK is told how to reach S3, read from a function's environment,
 * which need not be the process's. What is not set there is left to the SDK.
 */
final class AccessVariables {

  private AccessVariables() {}

  static S3Access read(Environment environment) {
    return new S3Access(
        endpoint(environment),
        null,
        environment
            .text("AWS_REGION")
            .or(() -> environment.text("AWS_DEFAULT_REGION"))
            .orElse(null),
        credentials(environment),
        S3Access.CONNECT_TIMEOUT,
        S3Access.READ_TIMEOUT,
        S3Access.MAX_ATTEMPTS);
  }

  private static @Nullable URI endpoint(Environment environment) {
    if (environment.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", false)) {
      return null;
    }
    for (String name : new String[] {"AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"}) {
      Optional<String> text = environment.text(name);
      if (text.isPresent()) {
        return address(name, text.get());
      }
    }
    return null;
  }

  private static URI address(String name, String text) {
    try {
      URI address = URI.create(text);
      boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (http && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw refused(name, text, e);
    }
    throw refused(name, text, null);
  }

  private static ConfigurationException refused(
      String name, String text, @Nullable Exception cause) {
    String message = name + ": '" + text + "' (expected: http://host or https://host); correct it";
    return cause == null
        ? new ConfigurationException(message)
        : new ConfigurationException(message, cause);
  }

  private static @Nullable AwsCredentialsProvider credentials(Environment environment) {
    Optional<String> key = environment.text("AWS_ACCESS_KEY_ID");
    Optional<String> secret = environment.text("AWS_SECRET_ACCESS_KEY");
    if (key.isEmpty() || secret.isEmpty()) {
      return null;
    }
    AwsCredentials credentials =
        environment
            .text("AWS_SESSION_TOKEN")
            .<AwsCredentials>map(
                token -> AwsSessionCredentials.create(key.get(), secret.get(), token))
            .orElseGet(() -> AwsBasicCredentials.create(key.get(), secret.get()));
    return StaticCredentialsProvider.create(credentials);
  }
}
