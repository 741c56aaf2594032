package dev.hearth.cache.s3;

import dev.hearth.testkit.store.LocalS3;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** One S3 server for all tests of this process, and builders that know where it is. */
final class S3Fixture {

  static final String BUCKET = "models";
  static final LocalS3 S3 = LocalS3.start().createBucket(BUCKET);

  private S3Fixture() {}

  static S3ModelStoreBuilder builder(URI endpoint) {
    return S3ModelStore.builder()
        .bucket(BUCKET)
        .endpoint(endpoint)
        .region(LocalS3.REGION)
        .connectTimeout(Duration.ofSeconds(5))
        .credentials(credentials(LocalS3.SECRET_KEY));
  }

  static AwsCredentialsProvider credentials(String secretKey) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(LocalS3.ACCESS_KEY, secretKey));
  }
}
