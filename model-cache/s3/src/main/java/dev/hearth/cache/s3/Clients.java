package dev.hearth.cache.s3;

import dev.hearth.ConfigurationException;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * Builds the AWS SDK's client so that it starts fast.
 *
 * <p>What the SDK would look for is named instead: the HTTP client and the defaults mode, so that
 * neither is searched. Checksums are computed only where the service requires them: models carry a
 * digest of their own that is checked as they stream in, and each of the SDK's checksums would read
 * every byte a second time, in Java, on the cold path.
 */
final class Clients {

  private Clients() {}

  /** Builds the client; what is asked for is named in messages. */
  static Bucket bucket(S3Access access, String what, Surroundings surroundings) {
    boolean elsewhere = access.endpoint() != null || surroundings.haveEndpoint();
    Region region = region(access, what, elsewhere);
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(http(access))
            .credentialsProvider(credentials(access))
            .region(region)
            .forcePathStyle(access.pathStyle() == null ? elsewhere : access.pathStyle())
            .defaultsMode(DefaultsMode.STANDARD)
            .overrideConfiguration(
                overrides ->
                    overrides.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(access.maxAttempts())
                            .build()))
            .serviceConfiguration(plainRequests())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    URI endpoint = access.endpoint();
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    S3Client client = builder.build();
    return new Bucket(client, new S3Failures(access, region.id()));
  }

  /** Sends bodies as they are, which every server takes, and without asking for leave first. */
  private static S3Configuration plainRequests() {
    return S3Configuration.builder()
        .chunkedEncodingEnabled(false)
        .expectContinueEnabled(false)
        .build();
  }

  private static SdkHttpClient http(S3Access access) {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(access.connectTimeout())
        .socketTimeout(access.readTimeout())
        .build();
  }

  private static Region region(S3Access access, String what, boolean elsewhere) {
    if (access.region() != null) {
      return Region.of(access.region());
    }
    try {
      return new DefaultAwsRegionProviderChain().getRegion();
    } catch (SdkClientException e) {
      if (elsewhere) {
        return Region.US_EAST_1;
      }
      throw new ConfigurationException(
          "region of "
              + what
              + ": none found (expected: AWS_REGION, a profile with a region, or region(...)); set"
              + " AWS_REGION",
          e);
    }
  }

  private static AwsCredentialsProvider credentials(S3Access access) {
    AwsCredentialsProvider given = access.credentials();
    return new Marked(given == null ? DefaultCredentialsProvider.builder().build() : given);
  }

  /** Marks what a provider throws, which the SDK does not tell from other failures. */
  private record Marked(AwsCredentialsProvider provider) implements AwsCredentialsProvider {

    @Override
    public AwsCredentials resolveCredentials() {
      try {
        return provider.resolveCredentials();
      } catch (RuntimeException e) {
        throw new NoCredentialsException(e);
      }
    }
  }
}
