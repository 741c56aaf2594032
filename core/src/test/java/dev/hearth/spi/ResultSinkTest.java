package dev.hearth.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.function.Payload;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultSinkTest {

  private final List<String> written = new ArrayList<>();
  private final Deadline deadline = Deadline.after(Duration.ofMinutes(1));

  /** Notes what is written, and knows each object already. */
  private final class Store implements ObjectStore {

    @Override
    public Payload read(String container, String key, long maxBytes, Deadline until) {
      throw new AssertionError("nothing is to be read");
    }

    @Override
    public boolean writeNew(String container, String key, Payload content, Deadline until) {
      assertThat(until).isSameAs(deadline);
      assertThat(content.isJson()).isTrue();
      written.add(container + " " + key + " " + new String(content.bytes(), UTF_8));
      return false;
    }

    @Override
    public void write(String container, String key, Payload content, Deadline until) {
      throw new AssertionError("nothing is to be replaced");
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @CsvSource({
    "s3://bucket, bucket id-1.json",
    "s3://bucket/, bucket id-1.json",
    "s3://bucket/a/b, bucket a/b/id-1.json",
    "s3://bucket/a/b/, bucket a/b/id-1.json",
    "gs://my_bucket.x/a, my_bucket.x a/id-1.json"
  })
  void objects_anyPlace_writesNewObjectsThere(String place, String expected) {
    ResultSink sink = ResultSink.objects(new Store(), URI.create(place));
    sink.write("id-1", "{\"a\":1}".getBytes(UTF_8), deadline);
    assertThat(written).containsExactly(expected + " {\"a\":1}");
  }

  @Test
  void objects_noBucket_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResultSink.objects(new Store(), URI.create("file:/a")))
        .withMessage("place of results: 'file:/a' (expected: scheme://bucket/prefix)");
  }

  @Test
  void of_namedPlace_writesThere() {
    Environment named = new Environment(Map.of("HEARTH_RESULTS", "s3://bucket/a"));
    ResultSink.of(named, new Store()).orElseThrow().write("id-1", "7".getBytes(UTF_8), deadline);
    assertThat(written).containsExactly("bucket a/id-1.json 7");
  }

  @Test
  void of_nothingNamedOrWanted_isEmpty() {
    assertThat(ResultSink.of(Environment.empty(), new Store())).isEmpty();
    Environment none = new Environment(Map.of("HEARTH_RESULTS", "None"));
    assertThat(ResultSink.of(none, new Store())).isEmpty();
  }
}
