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
import java.util.Comparator;
import java.util.List;

/**
 * Tells which way up a page is. Its longest lines vote, as the model is not sure of short ones: a
 * row of digits may well read from both ends.
 */
final class Orientation {

  static final Signature SIGNATURE =
      Signature.builder()
          .input("x", ElementType.FLOAT32, Shape.ANY, Planes.COUNT, Shape.ANY, Shape.ANY)
          .output("save_infer_model/scale_0.tmp_1", ElementType.FLOAT32, Shape.ANY, 2)
          .build();

  private static final int COLUMNS = 192;
  private static final int ROWS = 48;
  private static final int VOTERS = 12;

  private Orientation() {}

  /** Returns the frames turned the right way up. */
  static List<Frame> upright(Model model, Picture picture, List<Frame> lines, Deadline deadline) {
    List<Frame> voters =
        lines.stream()
            .sorted(Comparator.comparingDouble(Frame::width).reversed())
            .limit(VOTERS)
            .toList();
    if (voters.isEmpty() || !isUpsideDown(model, picture, voters, deadline)) {
      return lines;
    }
    return lines.stream().map(Frame::turned).toList();
  }

  private static boolean isUpsideDown(
      Model model, Picture picture, List<Frame> voters, Deadline deadline) {
    Tensor input = Tensor.allocate(ElementType.FLOAT32, voters.size(), Planes.COUNT, ROWS, COLUMNS);
    FloatBuffer values = input.floats();
    for (int i = 0; i < voters.size(); i++) {
      Frame line = voters.get(i);
      int start = i * Planes.COUNT * ROWS * COLUMNS;
      int columns = Math.min(COLUMNS, (int) Math.ceil(ROWS * line.width() / line.height()));
      picture.show(line, columns, ROWS, new Planes(values, start, COLUMNS, ROWS, Scale.UNIT));
    }
    try (Tensors outputs = model.run(Tensors.of("x", input), deadline)) {
      FloatBuffer likely = outputs.get(SIGNATURE.outputs().get(0).name()).floats();
      double votes = 0;
      for (int i = 0; i < voters.size(); i++) {
        votes += likely.get(2 * i + 1) - likely.get(2 * i);
      }
      return votes > 0;
    }
  }
}
