package dev.hearth.testkit.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.InvalidInputException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.function.Payload;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InMemoryTest {

  private static final Payload IMAGE = new Payload("x", "image/png", new byte[] {1, 2, 3});
  private static final Deadline NONE = Deadline.none();
  private static final Deadline LATE = Deadline.after(Duration.ZERO);

  private final InMemoryObjects objects = new InMemoryObjects();
  private final InMemoryResults results = new InMemoryResults();

  @Test
  void read_there_isWhatWasPut() {
    objects.put("bucket", "a/b.png", IMAGE);
    Payload read = objects.read("bucket", "a/b.png", 3, NONE);
    assertThat(read.name()).isEqualTo("a/b.png");
    assertThat(read.mediaType()).isEqualTo("image/png");
    assertThat(read.bytes()).containsExactly(1, 2, 3);
    assertThat(objects.places()).containsExactly("bucket/a/b.png");
  }

  @Test
  void read_notThere_isAConfigurationMistake() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> objects.read("bucket", "a", 3, NONE))
        .withMessage("object 'bucket/a': not there (expected: an object); put it there");
  }

  @Test
  void read_tooLong_isRefused() {
    objects.put("bucket", "a", IMAGE);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> objects.read("bucket", "a", 2, NONE))
        .withMessage("object 'bucket/a': 3 bytes (expected: at most 2); put smaller ones there");
  }

  @Test
  void writeNew_thereAlready_keepsTheFirst() {
    assertThat(objects.writeNew("bucket", "a", Payload.json("x", "1"), NONE)).isTrue();
    assertThat(objects.writeNew("bucket", "a", Payload.json("x", "2"), NONE)).isFalse();
    assertThat(objects.get("bucket", "a").orElseThrow().bytes()).isEqualTo("1".getBytes(UTF_8));
    objects.write("bucket", "a", Payload.json("x", "3"), NONE);
    assertThat(objects.get("bucket", "a").orElseThrow().bytes()).isEqualTo("3".getBytes(UTF_8));
  }

  @Test
  void access_deadlinePassedOrFailing_changesNothing() {
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> objects.write("bucket", "a", IMAGE, LATE))
        .withMessageStartingWith("deadline passed while writing object 'bucket/a'");
    objects.onAccess(
        place -> {
          throw new ModelUnavailableException(place + ": no answer; retry");
        });
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> objects.writeNew("bucket", "a", IMAGE, NONE))
        .withMessage("bucket/a: no answer; retry");
    assertThat(objects.get("bucket", "a")).isEmpty();
  }

  @Test
  void results_twice_keepTheFirst() {
    results.write("id", "1".getBytes(UTF_8), NONE);
    results.write("id", "2".getBytes(UTF_8), NONE);
    assertThat(results.result("id")).contains("1");
    assertThat(results.ids()).containsExactly("id");
    assertThat(results.writes()).isEqualTo(2);
    assertThat(results.result("other")).isEmpty();
  }

  @Test
  void results_deadlinePassedOrFailing_keepNothing() {
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> results.write("id", new byte[0], LATE));
    results.onWrite(
        id -> {
          throw new ModelUnavailableException(id + ": no answer; retry");
        });
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> results.write("id", new byte[0], NONE));
    assertThat(results.ids()).isEmpty();
  }
}
