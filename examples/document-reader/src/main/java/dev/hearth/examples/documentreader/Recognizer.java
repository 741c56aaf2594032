package dev.hearth.examples.documentreader;

import dev.hearth.Deadline;
import dev.hearth.ElementType;
import dev.hearth.Model;
import dev.hearth.Shape;
import dev.hearth.Signature;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.examples.documentreader.Picture.Planes;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads lines. Lines of like width are read at once, as each is filled up to the longest.
 * Immutable.
 *
 * @param alphabet what the model's classes stand for
 */
record Recognizer(Alphabet alphabet) {

  static final Signature SIGNATURE =
      Signature.builder()
          .input("x", ElementType.FLOAT32, Shape.ANY, Planes.COUNT, Shape.ANY, Shape.ANY)
          .output("softmax_11.tmp_0", ElementType.FLOAT32, Shape.ANY, Shape.ANY, Alphabet.SIZE)
          .build();

  private static final int ROWS = 48;

  /** What the model was trained on; a longer line is read as well. */
  private static final int MIN_COLUMNS = 320;

  private static final int MAX_COLUMNS = 3200;

  /** Widths are filled up to a multiple of this. */
  private static final int STEP = 64;

  /** How wide all lines of a batch are together at most: its output is large. */
  private static final int MAX_BATCH_COLUMNS = 4800;

  /** Returns what stands in each of the frames, in their order. */
  List<Reading> read(Model model, Picture picture, List<Frame> lines, Deadline deadline) {
    Map<Frame, Reading> readings = new LinkedHashMap<>();
    List<Frame> byWidth =
        lines.stream().sorted(Comparator.comparingInt(Recognizer::filledColumns)).toList();
    List<Frame> batch = new ArrayList<>();
    for (Frame line : byWidth) {
      int columns = filledColumns(line);
      if (!batch.isEmpty()
          && (columns != filledColumns(batch.get(0))
              || (batch.size() + 1) * columns > MAX_BATCH_COLUMNS)) {
        readBatch(model, picture, batch, deadline, readings);
        batch.clear();
      }
      batch.add(line);
    }
    if (!batch.isEmpty()) {
      readBatch(model, picture, batch, deadline, readings);
    }
    return lines.stream().map(readings::get).toList();
  }

  private void readBatch(
      Model model,
      Picture picture,
      List<Frame> lines,
      Deadline deadline,
      Map<Frame, Reading> readings) {
    int filled = filledColumns(lines.get(0));
    Tensor input = Tensor.allocate(ElementType.FLOAT32, lines.size(), Planes.COUNT, ROWS, filled);
    FloatBuffer values = input.floats();
    for (int i = 0; i < lines.size(); i++) {
      int start = i * Planes.COUNT * ROWS * filled;
      picture.show(
          lines.get(i),
          columns(lines.get(i)),
          ROWS,
          new Planes(values, start, filled, ROWS, Scale.UNIT));
    }
    try (Tensors outputs = model.run(Tensors.of("x", input), deadline)) {
      Tensor likely = outputs.get(SIGNATURE.outputs().get(0).name());
      FloatBuffer steps = likely.floats();
      int count = (int) likely.shape().dim(1);
      for (Frame line : lines) {
        readings.put(line, Reading.decode(steps, count, alphabet));
      }
    }
  }

  private static int columns(Frame line) {
    return Math.min(MAX_COLUMNS, Math.max(1, (int) Math.ceil(ROWS * line.width() / line.height())));
  }

  private static int filledColumns(Frame line) {
    return Math.max(MIN_COLUMNS, (columns(line) + STEP - 1) / STEP * STEP);
  }
}
