package dev.hearth.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import dev.hearth.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class FaultyLinkTest {

  private static final byte[] BODY = new byte[200_000];

  private HttpServer server;
  private FaultyLink link;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, BODY.length);
          exchange.getResponseBody().write(BODY);
          exchange.close();
        });
    server.start();
    link = FaultyLink.to(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    link.close();
    link.close();
    server.stop(0);
  }

  @Test
  void pass_relaysTheResponse() throws IOException {
    assertThat(get().readAllBytes()).isEqualTo(BODY);
    assertThat(link.connections()).isEqualTo(1);
    assertThat(link.delivered()).isGreaterThan(BODY.length);
  }

  @Test
  void refuse_refusesConnections() {
    link.refuse();
    assertThatExceptionOfType(ConnectException.class).isThrownBy(this::get);
  }

  @Test
  void refuse_thenPass_worksAgain() throws IOException {
    link.refuse();
    link.pass();
    assertThat(get().readAllBytes()).isEqualTo(BODY);
  }

  @Test
  void hang_neverAnswers() {
    link.hang();
    assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(this::get);
    assertThat(link.delivered()).isZero();
  }

  @Test
  void hangAfter_deliversTheBeginning() throws IOException {
    link.hangAfter(100_000);
    InputStream body = get();
    assertThat(body.readNBytes(99_000)).hasSize(99_000);
    assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(body::readAllBytes);
    assertThat(link.delivered()).isEqualTo(100_000);
  }

  @Test
  void cutAfter_resetsTheConnection() throws IOException {
    link.cutAfter(100_000);
    assertThatExceptionOfType(SocketException.class).isThrownBy(() -> get().readAllBytes());
    assertThat(link.delivered()).isEqualTo(100_000);
  }

  @Test
  void answer_repliesInTheServersPlace() throws IOException {
    link.answer("503 Slow Down", "<Error><Code>SlowDown</Code></Error>");
    HttpURLConnection connection = connect();
    assertThat(connection.getResponseCode()).isEqualTo(503);
    assertThat(new String(connection.getErrorStream().readAllBytes(), UTF_8))
        .isEqualTo("<Error><Code>SlowDown</Code></Error>");
  }

  @Test
  void slow_takesTheTimeItShould() throws IOException {
    link.slow(Duration.ofMillis(50), 1_000_000);
    long start = Ticker.system().nanos();
    assertThat(get().readAllBytes()).isEqualTo(BODY);
    assertThat(Duration.ofNanos(Ticker.system().nanos() - start))
        .isGreaterThan(Duration.ofMillis(200));
  }

  @Test
  void slow_withoutSpeed_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> link.slow(Duration.ZERO, 0))
        .withMessage("bytesPerSecond: 0 (expected: 1 or more)");
  }

  @Test
  void change_closesKeptConnections() throws IOException {
    assertThat(get().readAllBytes()).isEqualTo(BODY);
    link.answer("500 Broken", "");
    assertThat(connect().getResponseCode()).isEqualTo(500);
  }

  private InputStream get() throws IOException {
    return connect().getInputStream();
  }

  private HttpURLConnection connect() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) link.endpoint().toURL().openConnection();
    connection.setReadTimeout(300);
    return connection;
  }
}
