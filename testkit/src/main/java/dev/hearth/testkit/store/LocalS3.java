package dev.hearth.testkit.store;

import dev.hearth.Ticker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * A real S3 server in this process, with its objects on the heap. It checks signatures, knows
 * conditional requests, and writes down what it was asked. Safe for use by many threads.
 *
 * <p>It needs {@code org.gaul:s3proxy} on the class path, which the testkit does not bring along.
 */
public final class LocalS3 implements AutoCloseable {

  /** The region clients are to name: {@value}. */
  public static final String REGION = "us-east-1";

  /** The access key clients are to sign with: {@value}. */
  public static final String ACCESS_KEY = "local-access-key";

  /** The secret key clients are to sign with: {@value}. */
  public static final String SECRET_KEY = "local-secret-key";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long POLL_NANOS = 1_000_000;

  private final BlobStore objects;
  private final S3Proxy server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();

  private LocalS3() {
    objects = BlobStores.create("transient", new Properties());
    server =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .metricsEnabled(false)
            .stopTimeout(0)
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .build();
    listenIn(server, requests, answers);
  }

  /**
   * Starts a server without buckets on a free port. Blocks until it answers, which takes about a
   * second the first time in a process.
   *
   * @return the server, to be closed by the caller
   */
  public static LocalS3 start() {
    LocalS3 s3 = new LocalS3();
    try {
      s3.server.start();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server does not start: " + e, e);
    }
    s3.awaitStart(Ticker.system());
    return s3;
  }

  /**
   * Returns where clients find this server; they have to address buckets by path.
   *
   * @return an {@code http} address on this machine
   */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  /**
   * Makes a bucket.
   *
   * @param bucket its name
   * @return this server
   */
  public LocalS3 createBucket(String bucket) {
    objects.createContainer(CreateBucketRequest.builder().bucket(bucket).build());
    return this;
  }

  /**
   * Puts an object, past the server's front door: no request is written down.
   *
   * @param bucket the bucket
   * @param key the key
   * @param bytes the object, replacing what was there
   */
  public void put(String bucket, String key, byte[] bytes) {
    objects.putBlob(
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .contentLength((long) bytes.length)
            .build(),
        new ByteArrayInputStream(bytes));
  }

  /**
   * Returns an object, past the server's front door.
   *
   * @param bucket the bucket
   * @param key the key
   * @return its bytes
   */
  public byte[] get(String bucket, String key) {
    try (var object = objects.getBlob(GetObjectRequest.builder().bucket(bucket).key(key).build())) {
      return object.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("object " + bucket + "/" + key + " cannot be read", e);
    }
  }

  /**
   * Removes an object, past the server's front door.
   *
   * @param bucket the bucket
   * @param key the key; nothing happens if there is no such object
   */
  public void delete(String bucket, String key) {
    objects.removeBlob(DeleteObjectRequest.builder().bucket(bucket).key(key).build());
  }

  /**
   * Returns what the server was asked, failed requests included.
   *
   * @return method and path in the order of arrival, for example {@code GET
   *     /models/minilm/3/model.onnx}
   */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /**
   * Returns how often one thing was asked.
   *
   * @param method the HTTP method
   * @param path the path, for example {@code /models/minilm/3/model.onnx}
   * @return the number of requests, failed ones included
   */
  public long requests(String method, String path) {
    return requests.stream().filter((method + " " + path)::equals).count();
  }

  /**
   * Returns what the server answered, in the order in which it was done with the requests.
   *
   * @return method, path and status, for example {@code PUT /results/7.json 412}
   */
  public List<String> answers() {
    return List.copyOf(answers);
  }

  /** Forgets what the server was asked, and answered, so far. */
  public void forgetRequests() {
    requests.clear();
    answers.clear();
  }

  /** Stops the server and drops its objects; idempotent. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server does not stop: " + e, e);
    }
    objects.close();
  }

  private void awaitStart(Ticker ticker) {
    long start = ticker.nanos();
    while (!server.getState().equals("STARTED")) {
      if (ticker.nanos() - start > START_LIMIT.toNanos()) {
        throw new IllegalStateException(
            "the S3 server is "
                + server.getState()
                + " (expected: STARTED in "
                + START_LIMIT
                + ")");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Puts an ear in front of the server; S3Proxy offers no place for one. */
  private static void listenIn(S3Proxy proxy, List<String> requests, Queue<String> answers) {
    try {
      Field field = S3Proxy.class.getDeclaredField("server");
      field.setAccessible(true);
      Server jetty = (Server) field.get(proxy);
      jetty.setHandler(new Ear(jetty.getHandler(), requests, answers));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this S3Proxy is not built like the one this class is for", e);
    }
  }

  private static final class Ear extends Handler.Wrapper {

    private final List<String> requests;
    private final Queue<String> answers;

    Ear(Handler handler, List<String> requests, Queue<String> answers) {
      super(handler);
      this.requests = requests;
      this.answers = answers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String asked = request.getMethod() + " " + Request.getPathInContext(request);
      requests.add(asked);
      Request.addCompletionListener(
          request, failure -> answers.add(asked + " " + response.getStatus()));
      return super.handle(request, response, callback);
    }
  }
}
