package dev.hearth.examples.documentreader;

import dev.hearth.Deadline;
import dev.hearth.Lazy;
import dev.hearth.Model;
import dev.hearth.Signature;
import dev.hearth.annotation.Expects;
import dev.hearth.annotation.Infer;
import dev.hearth.annotation.InferenceFunction;
import dev.hearth.annotation.ModelName;
import dev.hearth.annotation.Trigger;
import dev.hearth.function.Call;
import dev.hearth.function.Needs;
import java.util.List;

/** An image of a document in, its text out. */
@InferenceFunction(
    value = "document-reader",
    on = {Trigger.HTTP, Trigger.OBJECT})
final class DocumentReader implements Needs {

  @Expects("detector")
  static final Signature DETECTOR = Detector.SIGNATURE;

  @Expects("classifier")
  static final Signature CLASSIFIER = Orientation.SIGNATURE;

  @Expects("recognizer")
  static final Signature RECOGNIZER = Recognizer.SIGNATURE;

  private final Lazy<Recognizer> recognizers =
      Lazy.of("alphabet", () -> new Recognizer(Alphabet.load()));

  @Override
  public List<Lazy<?>> needs() {
    return List.of(recognizers);
  }

  /**
   * Reads an image.
   *
   * @param detector finds lines
   * @param classifier tells which way up they are
   * @param recognizer reads them
   * @param image a PNG or JPEG file
   * @param call the call
   * @return what the image says
   */
  @Infer
  Page read(
      @ModelName("detector") Model detector,
      @ModelName("classifier") Model classifier,
      @ModelName("recognizer") Model recognizer,
      byte[] image,
      Call call) {
    Deadline deadline = call.deadline();
    Picture picture = ImageDecoder.decode(image);
    List<Frame> found = Detector.lines(detector, picture, deadline);
    List<Frame> upright = Orientation.upright(classifier, picture, found, deadline);
    List<List<Frame>> rows = ReadingOrder.rows(upright);
    List<Frame> lines = rows.stream().flatMap(List::stream).toList();
    List<Reading> readings = recognizers.get(deadline).read(recognizer, picture, lines, deadline);
    return PageWriter.page(picture, rows, readings);
  }
}
