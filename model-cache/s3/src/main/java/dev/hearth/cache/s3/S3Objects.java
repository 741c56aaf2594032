package dev.hearth.cache.s3;

import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.function.Payload;
import dev.hearth.spi.ObjectStore;
import java.util.function.Function;

/**
 * Reads and writes objects in S3 buckets: what events tell of, and the results beside them.
 *
 * <pre>{@code
 * ObjectStore objects = S3Objects.of(Environment.system());
 * }</pre>
 *
 * <p>Credentials, region and endpoint are the environment's: {@code AWS_ACCESS_KEY_ID}, {@code
 * AWS_SECRET_ACCESS_KEY} and {@code AWS_SESSION_TOKEN}, {@code AWS_REGION}, {@code
 * AWS_ENDPOINT_URL_S3}. What it does not have comes from where the AWS SDK looks: on Lambda the
 * function's role and region. Permissions: {@code s3:GetObject} to read, {@code s3:PutObject} to
 * write. Without {@code s3:ListBucket} S3 answers 403 also for an object that is missing.
 *
 * <p><b>Google Cloud Storage</b> speaks the same protocol: set {@code AWS_ENDPOINT_URL_S3} to
 * {@code https://storage.googleapis.com} and the two keys to an HMAC key of the function's service
 * account. It does not refuse to replace an object, so {@link #writeNew} looks first there; two
 * that write the same name at the same moment may both believe they were first, and the later one
 * stays.
 *
 * <p>An object's media type is its {@code Content-Type} without parameters. Where that is missing,
 * or says no more than that there are bytes, the ending of the key decides.
 *
 * <p>Safe for use by many threads. Before the first request nothing is connected or loaded from the
 * AWS SDK. Each request is made on a daemon thread of its own, so that the caller can leave at the
 * deadline or when interrupted, whatever the network does; what was to be written then may or may
 * not have been. An object is held in memory whole.
 */
public final class S3Objects implements ObjectStore {

  private static final String GOOGLE = ".googleapis.com";

  private final LazyBucket client;
  private final boolean lookFirst;
  private volatile boolean closed;

  /**
   * Makes a store.
   *
   * @param access how S3 is reached
   * @param surroundings what the AWS SDK will find
   * @param lookFirst whether the server would replace what is not to be replaced
   */
  S3Objects(S3Access access, Surroundings surroundings, boolean lookFirst) {
    this.client =
        new LazyBucket(() -> Clients.bucket(access, "the objects' buckets", surroundings));
    this.lookFirst = lookFirst;
  }

  /**
   * Returns a store that reaches S3 as an environment says. Connects to nothing.
   *
   * @param environment the function's environment
   * @return the store, to be closed by the caller if it does not live as long as the process
   * @throws dev.hearth.ConfigurationException if the endpoint is no address
   */
  public static S3Objects of(Environment environment) {
    S3Access access = AccessVariables.read(environment);
    Surroundings surroundings =
        new Surroundings(name -> environment.text(name).orElse(null), System::getProperty);
    boolean google = access.endpoint() != null && access.endpoint().getHost().endsWith(GOOGLE);
    return new S3Objects(access, surroundings, google);
  }

  @Override
  public Payload read(String container, String key, long maxBytes, Deadline deadline) {
    S3Object object = S3Object.in(container, key);
    return ask(object, deadline, there -> there.read(object, maxBytes));
  }

  /**
   * {@inheritDoc}
   *
   * <p>If an answer is lost on its way the request is made again and finds what the first one
   * wrote; then this says false.
   */
  @Override
  public boolean writeNew(String container, String key, Payload content, Deadline deadline) {
    S3Object object = S3Object.in(container, key);
    return ask(
        object,
        deadline,
        there -> !(lookFirst && there.look(object).isPresent()) && there.putNew(object, content));
  }

  @Override
  public void write(String container, String key, Payload content, Deadline deadline) {
    S3Object object = S3Object.in(container, key);
    ask(
        object,
        deadline,
        there -> {
          there.put(object, content);
          return true;
        });
  }

  /** Frees connections; idempotent. Requests under way fail or end. */
  @Override
  public void close() {
    closed = true;
    client.close();
  }

  private <T> T ask(S3Object object, Deadline deadline, Function<Bucket, T> question) {
    if (closed) {
      throw new IllegalStateException(
          object + " was asked for after close (expected: an open store); close it last");
    }
    deadline.check("waiting for " + object);
    return new Request<>(client, question, answer -> {}, answer -> {}).await(object, deadline);
  }
}
