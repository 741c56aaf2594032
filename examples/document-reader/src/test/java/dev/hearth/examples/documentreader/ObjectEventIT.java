package dev.hearth.examples.documentreader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.testkit.lambda.FunctionProcess;
import dev.hearth.testkit.lambda.Outcome;
import dev.hearth.testkit.lambda.RuntimeApiServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packaged function under the published runtime client; one process for all tests. */
@Timeout(600)
class ObjectEventIT {

  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Sample SAMPLE = Sample.all().get(0);

  private static LocalCloud cloud;
  private static RuntimeApiServer server;
  private static FunctionProcess process;

  @BeforeAll
  static void start() throws IOException {
    cloud = LocalCloud.start();
    server = RuntimeApiServer.start();
    process =
        cloud
            .function(
                server,
                cloud.unpack(Path.of(System.getProperty("function.zip", "target/function.zip"))))
            .start();
  }

  @AfterAll
  static void stop() {
    process.close();
    server.close();
    cloud.close();
  }

  @Test
  void uploadedImage_hasItsTextBesideIt() {
    cloud.s3().put(LocalCloud.UPLOADS, "march/invoice 1.png", SAMPLE.image());
    JsonValue answer = answer(event("march/invoice+1.png"));
    assertThat(answer.field("results").items().get(0).text())
        .isEqualTo("s3://uploads/march/invoice 1.png.result.json");
    byte[] result = cloud.s3().get(LocalCloud.UPLOADS, "march/invoice 1.png.result.json");
    JsonValue page = JsonValue.parse(result, "result");
    assertThat(page.field("text").text()).isEqualTo(SAMPLE.text());
    assertThat(page.field("lines").items()).hasSize(8);
  }

  @Test
  void resultOfItsOwn_isPassedOver() {
    cloud.s3().put(LocalCloud.UPLOADS, "a.png.result.json", "{}".getBytes(UTF_8));
    JsonValue answer = answer(event("a.png.result.json"));
    assertThat(answer.field("results").items()).isEmpty();
    assertThat(cloud.s3().requests("PUT", "/uploads/a.png.result.json.result.json")).isZero();
  }

  @Test
  void uploadThatIsNoImage_failsTheCallAndLeavesNothing() {
    cloud.s3().put(LocalCloud.UPLOADS, "notes.png", "hello".getBytes(UTF_8));
    Outcome outcome = server.invoke(event("notes.png"), LIMIT).outcome();
    assertThat(outcome).isInstanceOf(Outcome.FunctionError.class);
    assertThat(outcome.toString()).contains("s3://uploads/notes.png", "68 65 6c 6c");
    assertThat(cloud.s3().requests("PUT", "/uploads/notes.png.result.json")).isZero();
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void httpRequest_isAnsweredWithThePage() {
    JsonSink event = new JsonSink().beginObject().field("version", "2.0").field("rawPath", "/");
    event.name("headers").beginObject().field("content-type", "image/png").endObject();
    event.name("requestContext").beginObject().name("http").beginObject();
    event.field("method", "POST").field("path", "/").endObject().endObject();
    event.field("body", Base64.getEncoder().encodeToString(SAMPLE.image()));
    byte[] sent = event.field("isBase64Encoded", true).endObject().toUtf8();
    JsonValue answer = answer(sent);
    assertThat(answer.field("statusCode").integer()).isEqualTo(200);
    JsonValue page = JsonValue.parse(answer.field("body").text().getBytes(UTF_8), "body");
    assertThat(page.field("text").text()).isEqualTo(SAMPLE.text());
  }

  private static JsonValue answer(byte[] event) {
    Outcome outcome = server.invoke(event, LIMIT).outcome();
    assertThat(outcome).isInstanceOf(Outcome.Response.class);
    return JsonValue.parse(((Outcome.Response) outcome).body().bytes(), "answer");
  }

  /** What S3 sends, less what nobody reads; the key is written as in a URL. */
  private static byte[] event(String key) {
    JsonSink event = new JsonSink().beginObject().name("Records").beginArray().beginObject();
    event.field("eventVersion", "2.1").field("eventSource", "aws:s3");
    event.field("awsRegion", "us-east-1").field("eventName", "ObjectCreated:Put");
    event.name("s3").beginObject().field("s3SchemaVersion", "1.0");
    event.name("bucket").beginObject().field("name", LocalCloud.UPLOADS).endObject();
    event.name("object").beginObject().field("key", key).endObject().endObject();
    return event.endObject().endArray().endObject().toUtf8();
  }
}
