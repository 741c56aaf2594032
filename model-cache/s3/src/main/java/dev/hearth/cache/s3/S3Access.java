package dev.hearth.cache.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * How S3 is reached and spoken to, whatever the bucket. What is null is looked up when the client
 * is built.
 *
 * @param endpoint the server
 * @param pathStyle whether the bucket is named in the path rather than in the host
 * @param region the region
 * @param credentials the source of credentials
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long the server may be silent
 * @param maxAttempts how often a request is made before it counts as failed
 */
record S3Access(
    @Nullable URI endpoint,
    @Nullable Boolean pathStyle,
    @Nullable String region,
    @Nullable AwsCredentialsProvider credentials,
    Duration connectTimeout,
    Duration readTimeout,
    int maxAttempts) {

  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
  static final int MAX_ATTEMPTS = 3;
}
