package dev.hearth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LocalS3Test {

  @Test
  void putGetDelete_goPastTheFrontDoor() {
    try (LocalS3 s3 = LocalS3.start().createBucket("models")) {
      s3.put("models", "minilm/latest", new byte[] {'3'});
      assertThat(s3.get("models", "minilm/latest")).containsExactly('3');
      s3.put("models", "minilm/latest", new byte[] {'4'});
      assertThat(s3.get("models", "minilm/latest")).containsExactly('4');
      s3.delete("models", "minilm/latest");
      s3.delete("models", "minilm/latest");
      assertThat(s3.requests()).isEmpty();
    }
  }

  @Test
  void requests_areWrittenDown_failedOnesToo() throws IOException {
    try (LocalS3 s3 = LocalS3.start().createBucket("models")) {
      URI unsigned = s3.endpoint().resolve("/models/minilm/latest");
      HttpURLConnection connection = (HttpURLConnection) unsigned.toURL().openConnection();
      assertThat(connection.getResponseCode()).isEqualTo(404);
      assertThat(s3.requests()).containsExactly("GET /models/minilm/latest");
      assertThat(s3.requests("GET", "/models/minilm/latest")).isEqualTo(1);
      assertThat(s3.requests("PUT", "/models/minilm/latest")).isZero();
      s3.forgetRequests();
      assertThat(s3.requests()).isEmpty();
    }
  }

  @Test
  void answers_areWrittenDownWithTheirStatus() throws IOException {
    try (LocalS3 s3 = LocalS3.start().createBucket("models")) {
      URI unsigned = s3.endpoint().resolve("/models/minilm/latest");
      HttpURLConnection connection = (HttpURLConnection) unsigned.toURL().openConnection();
      assertThat(connection.getResponseCode()).isEqualTo(404);
      while (s3.answers().isEmpty()) {
        Thread.onSpinWait(); // Written down when the answer is sent, so the client may be first.
      }
      assertThat(s3.answers()).containsExactly("GET /models/minilm/latest 404");
      s3.forgetRequests();
      assertThat(s3.answers()).isEmpty();
    }
  }
}
