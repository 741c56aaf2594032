package dev.hearth.cache.s3;

import dev.hearth.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Settings of an {@link S3ModelStore}. Only the bucket is required. Confined to one thread at a
 * time.
 */
public final class S3ModelStoreBuilder {

  private static final Pattern BUCKET =
      Pattern.compile("[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]|arn:[^\\s?#]+");
  private static final Pattern PREFIX =
      Pattern.compile("(?!\\.{1,2}(/|$))[^/\\s]+(/(?!\\.{1,2}(/|$))[^/\\s]+)*");
  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(15);
  private static final int MAX_ATTEMPTS = 10;
  private static final Bytes MIN_PART = Bytes.mebibytes(5);
  private static final Bytes MAX_PART = Bytes.gibibytes(5);
  private static final Bytes DEFAULT_PART = Bytes.mebibytes(16);

  private @Nullable String bucket;
  private @Nullable String prefix;
  private @Nullable URI endpoint;
  private @Nullable Boolean pathStyle;
  private @Nullable String region;
  private @Nullable AwsCredentialsProvider credentials;
  private @Nullable Duration connectTimeout;
  private @Nullable Duration readTimeout;
  private @Nullable Integer maxAttempts;
  private @Nullable Bytes partSize;

  S3ModelStoreBuilder() {}

  /**
   * Sets the bucket.
   *
   * @param bucket its name, or the ARN of an access point
   * @return this builder
   */
  public S3ModelStoreBuilder bucket(String bucket) {
    requireUnset("bucket", this.bucket);
    requireText(BUCKET, "bucket", bucket, "3 to 63 lower-case letters, digits, '.' and '-'");
    this.bucket = bucket;
    return this;
  }

  /**
   * Sets the folder of the bucket that the models are in. Without it they are at the bucket's root.
   *
   * @param prefix a path, for example {@code prod/models}
   * @return this builder
   */
  public S3ModelStoreBuilder prefix(String prefix) {
    requireUnset("prefix", this.prefix);
    requireText(PREFIX, "prefix", prefix, "names separated by '/'");
    this.prefix = prefix;
    return this;
  }

  /**
   * Sets bucket and prefix.
   *
   * @param place {@code s3://bucket} or {@code s3://bucket/prefix}; a slash at the end means
   *     nothing
   * @return this builder
   */
  public S3ModelStoreBuilder at(URI place) {
    String authority = place.getRawAuthority();
    if (!"s3".equals(place.getScheme())
        || authority == null
        || place.getRawQuery() != null
        || place.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "place: '" + place + "' (expected: s3://bucket or s3://bucket/prefix)");
    }
    bucket(authority);
    String path = place.getPath();
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    return end <= 1 ? this : prefix(path.substring(1, end));
  }

  /**
   * Sets the server, for what speaks S3's protocol without being S3. Buckets are then named in the
   * path unless {@link #pathStyle} says otherwise, and a region is not required.
   *
   * <p>Default: {@code AWS_ENDPOINT_URL_S3} or {@code AWS_ENDPOINT_URL}, else Amazon's server for
   * the region.
   *
   * @param endpoint an {@code http} or {@code https} address
   * @return this builder
   */
  public S3ModelStoreBuilder endpoint(URI endpoint) {
    requireUnset("endpoint", this.endpoint);
    String scheme = endpoint.getScheme();
    if (endpoint.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          "endpoint: '" + endpoint + "' (expected: http://host or https://host)");
    }
    this.endpoint = endpoint;
    return this;
  }

  /**
   * Sets whether the bucket is named in the path of addresses rather than in their host.
   *
   * <p>Default: whether another endpoint than Amazon's is set, here or in the environment. An
   * endpoint in a profile file is not seen; say it here then.
   *
   * @param pathStyle whether it is in the path
   * @return this builder
   */
  public S3ModelStoreBuilder pathStyle(boolean pathStyle) {
    requireUnset("pathStyle", this.pathStyle);
    this.pathStyle = pathStyle;
    return this;
  }

  /**
   * Sets the bucket's region.
   *
   * <p>Default: where the AWS SDK finds one, on Lambda the function's own region.
   *
   * @param region for example {@code eu-west-1}
   * @return this builder
   */
  public S3ModelStoreBuilder region(String region) {
    requireUnset("region", this.region);
    requireText(Pattern.compile("[a-z0-9-]+"), "region", region, "a region such as 'eu-west-1'");
    this.region = region;
    return this;
  }

  /**
   * Sets where credentials come from. The provider is asked on the store's threads and not closed.
   *
   * <p>Default: the AWS SDK's usual chain, on Lambda the function's role.
   *
   * @param credentials the source of credentials
   * @return this builder
   */
  public S3ModelStoreBuilder credentials(AwsCredentialsProvider credentials) {
    requireUnset("credentials", this.credentials);
    this.credentials = Objects.requireNonNull(credentials, "credentials");
    return this;
  }

  /**
   * Sets how long a connection may take. Default: two seconds.
   *
   * @param timeout one millisecond to fifteen minutes
   * @return this builder
   */
  public S3ModelStoreBuilder connectTimeout(Duration timeout) {
    requireUnset("connectTimeout", this.connectTimeout);
    this.connectTimeout = requireTimeout("connectTimeout", timeout);
    return this;
  }

  /**
   * Sets how long the server may be silent, before its answer and in the middle of it. Default:
   * five seconds.
   *
   * @param timeout one millisecond to fifteen minutes
   * @return this builder
   */
  public S3ModelStoreBuilder readTimeout(Duration timeout) {
    requireUnset("readTimeout", this.readTimeout);
    this.readTimeout = requireTimeout("readTimeout", timeout);
    return this;
  }

  /**
   * Sets how often a request is made before it counts as failed. Between attempts the AWS SDK waits
   * a little; a deadline ends them all. A transfer that broke off in the middle is not begun again.
   * Default: 3.
   *
   * @param maxAttempts 1 to 10
   * @return this builder
   */
  public S3ModelStoreBuilder maxAttempts(int maxAttempts) {
    requireUnset("maxAttempts", this.maxAttempts);
    if (maxAttempts < 1 || maxAttempts > MAX_ATTEMPTS) {
      throw new IllegalArgumentException(
          "maxAttempts: " + maxAttempts + " (expected: 1.." + MAX_ATTEMPTS + ")");
    }
    this.maxAttempts = maxAttempts;
    return this;
  }

  /**
   * Sets the length of the parts that a longer file is published in. Of a publication that died,
   * the parts that were sent are not sent again. Default: 16 MiB.
   *
   * @param size 5 MiB, the least S3 takes, to 5 GiB
   * @return this builder
   */
  public S3ModelStoreBuilder partSize(Bytes size) {
    requireUnset("partSize", this.partSize);
    if (size.compareTo(MIN_PART) < 0 || size.compareTo(MAX_PART) > 0) {
      throw new IllegalArgumentException(
          "partSize: " + size + " (expected: " + MIN_PART + ".." + MAX_PART + ")");
    }
    this.partSize = size;
    return this;
  }

  /**
   * Makes the store. Connects to nothing.
   *
   * @return the store, to be closed by the caller
   */
  public S3ModelStore build() {
    return build(Surroundings.ofProcess());
  }

  S3ModelStore build(Surroundings surroundings) {
    if (bucket == null) {
      throw new IllegalStateException("bucket: not set (expected: a bucket); call bucket or at");
    }
    S3Settings settings =
        new S3Settings(
            bucket,
            prefix == null ? "" : prefix + "/",
            access(),
            partSize == null ? DEFAULT_PART.value() : partSize.value());
    return new S3ModelStore(
        settings,
        new LazyBucket(() -> Clients.bucket(settings.access(), settings.location(), surroundings)));
  }

  private S3Access access() {
    return new S3Access(
        endpoint,
        pathStyle,
        region,
        credentials,
        connectTimeout == null ? S3Access.CONNECT_TIMEOUT : connectTimeout,
        readTimeout == null ? S3Access.READ_TIMEOUT : readTimeout,
        maxAttempts == null ? S3Access.MAX_ATTEMPTS : maxAttempts);
  }

  private static Duration requireTimeout(String name, Duration timeout) {
    if (timeout.toMillis() < 1 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          name + ": " + timeout + " (expected: PT0.001S.." + MAX_TIMEOUT + ")");
    }
    return timeout;
  }

  private static void requireText(Pattern form, String name, String value, String expected) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(name + ": '" + value + "' (expected: " + expected + ")");
    }
  }

  private static void requireUnset(String name, @Nullable Object value) {
    if (value != null) {
      throw new IllegalStateException(name + " was already set to " + value);
    }
  }
}
