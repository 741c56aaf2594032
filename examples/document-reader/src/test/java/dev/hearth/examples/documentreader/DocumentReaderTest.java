package dev.hearth.examples.documentreader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.Inference;
import dev.hearth.InvalidInputException;
import dev.hearth.ModelBrokenException;
import dev.hearth.cache.FolderModelStore;
import dev.hearth.function.Call;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the function makes of pages whose text is known, with the models it is deployed with. */
@Timeout(600)
final class DocumentReaderTest {

  private static final int MAY_BE_WRONG = 1;

  @TempDir private static Path folder;
  private static Inference<?, ?> reader;

  @BeforeAll
  static void publish() {
    LocalModels.publishTo(FolderModelStore.at(folder), LocalModels.RECOGNIZER);
    reader = DocumentReaderInference.service(LocalModels.environment(folder)).main();
  }

  @Test
  void pages_areReadExactly_butForOne() {
    StringBuilder table = new StringBuilder("page | expected | read\n");
    int right = 0;
    List<Sample> samples = Sample.all();
    for (Sample sample : samples) {
      String text = read(sample.image()).field("text").text();
      boolean same = text.equals(sample.text());
      right += same ? 1 : 0;
      table
          .append(sample.name())
          .append(" | ")
          .append(sample.text().replace("\n", " / "))
          .append(" | ")
          .append(same ? "the same" : text.replace("\n", " / "))
          .append('\n');
    }
    System.out.print(table);
    assertThat(samples).hasSizeGreaterThanOrEqualTo(10);
    assertThat(right).as(table.toString()).isGreaterThanOrEqualTo(samples.size() - MAY_BE_WRONG);
  }

  @Test
  void lines_sayWhereTheyStand() {
    JsonValue page =
        read(PageDrawing.encoded(PageDrawing.of(400, 100).lines(List.of("Total due")), "png"));
    assertThat(page.field("lines").items()).hasSize(1);
    JsonValue line = page.field("lines").items().get(0);
    assertThat(line.field("text").text()).isEqualTo("Total due");
    assertThat(line.field("score").number()).isBetween(0.8, 1.0);
    JsonValue box = line.field("box");
    assertThat(box.field("left").integer()).isBetween(20L, 36L);
    assertThat(box.field("top").integer()).isBetween(16L, 31L);
    assertThat(box.field("width").integer()).isBetween(96L, 130L);
    assertThat(box.field("height").integer()).isBetween(18L, 42L);
  }

  @Test
  void jpeg_isRead() {
    byte[] jpeg =
        PageDrawing.encoded(PageDrawing.of(400, 100).lines(List.of("Order 5518")), "jpeg");
    assertThat(read(jpeg).field("text").text()).isEqualTo("Order 5518");
  }

  @Test
  void base64InJson_isRead() {
    byte[] page = PageDrawing.encoded(PageDrawing.of(400, 100).lines(List.of("Order 5518")), "png");
    byte[] json = new JsonSink().value(page).toUtf8();
    JsonValue answer = parsed(reader.answer(Payload.json("body", json), call()).json().toUtf8());
    assertThat(answer.field("text").text()).isEqualTo("Order 5518");
  }

  @Test
  void blankPage_hasNoText() {
    JsonValue page = read(PageDrawing.encoded(PageDrawing.of(300, 200).lines(List.of()), "png"));
    assertThat(page.field("text").text()).isEmpty();
    assertThat(page.field("lines").items()).isEmpty();
  }

  @Test
  void onePixel_hasNoText() {
    JsonValue page = read(PageDrawing.encoded(PageDrawing.of(1, 1).lines(List.of()), "png"));
    assertThat(page.field("text").text()).isEmpty();
  }

  @Test
  void noImage_isRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> read("hello".getBytes(UTF_8)))
        .withMessage(
            "image: begins with the bytes 68 65 6c 6c (expected: a PNG or JPEG file); convert it");
  }

  @Test
  void deadlineThatHasPassed_isNoticed() {
    byte[] page = Sample.all().get(0).image();
    Call late = new Call("late", Deadline.after(Duration.ofNanos(1)));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> reader.answer(new Payload("image", "image/png", page), late));
  }

  @Test
  void otherModelInTheRecognizersPlace_isRefusedWhenItIsLoaded(@TempDir Path other) {
    LocalModels.publishTo(FolderModelStore.at(other), LocalModels.CLASSIFIER);
    Inference<?, ?> wrong = DocumentReaderInference.service(LocalModels.environment(other)).main();
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> wrong.load(Deadline.after(Duration.ofMinutes(1))))
        .withMessageContaining("recognizer@1")
        .withMessageContaining(
            "output 'softmax_11.tmp_0': not in the model, which has"
                + " save_infer_model/scale_0.tmp_1 FLOAT32[?, 2]"
                + " (expected by the function: softmax_11.tmp_0 FLOAT32[?, ?, 6625])");
  }

  private static JsonValue read(byte[] image) {
    Payload payload = new Payload("image", "image/png", image);
    return parsed(reader.answer(payload, call()).json().toUtf8());
  }

  private static JsonValue parsed(byte[] json) {
    return JsonValue.parse(json, "answer");
  }

  private static Call call() {
    return new Call("test", Deadline.after(Duration.ofMinutes(5)));
  }
}
