package dev.hearth.cache.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Where a store is and how it is spoken to. What is null is looked up when the client is built.
 *
 * @param bucket the bucket
 * @param prefix empty, or a path that ends with a slash
 * @param endpoint the server
 * @param pathStyle whether the bucket is named in the path rather than in the host
 * @param region the region
 * @param credentials the source of credentials
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long the server may be silent
 * @param maxAttempts how often a request is made before it counts as failed
 * @param partBytes a longer file is sent in parts of this length
 */
record S3Settings(
    String bucket,
    String prefix,
    @Nullable URI endpoint,
    @Nullable Boolean pathStyle,
    @Nullable String region,
    @Nullable AwsCredentialsProvider credentials,
    Duration connectTimeout,
    Duration readTimeout,
    int maxAttempts,
    long partBytes) {

  String location() {
    String folder = prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1);
    return "s3://" + bucket + folder;
  }
}
