package dev.hearth.cache.s3;

import dev.hearth.Bytes;
import dev.hearth.spi.ModelStore;
import dev.hearth.testkit.store.KilledPublicationContract;
import dev.hearth.testkit.store.LocalS3;
import java.net.URI;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A process that is killed at any moment of publishing to a bucket of this process. */
final class S3KilledPublicationTest extends KilledPublicationContract {

  @Override
  protected String place(Path folder, int kill) {
    return S3Fixture.S3.endpoint() + "/killed-" + kill;
  }

  /** Without the fixture, which would start a server in the other process, too. */
  @Override
  protected ModelStore open(String place) {
    URI uri = URI.create(place);
    return S3ModelStore.builder()
        .bucket("models")
        .prefix(uri.getPath().substring(1))
        .endpoint(uri.resolve("/"))
        .region(LocalS3.REGION)
        .partSize(Bytes.mebibytes(5))
        .credentials(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY)))
        .build();
  }

  @Override
  protected long weightBytes() {
    return 6 << 20;
  }

  /** One for each file and each part. */
  @Override
  protected int steps() {
    return 8;
  }
}
