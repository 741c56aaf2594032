package dev.hearth.examples.documentreader;

import dev.hearth.Deadline;
import dev.hearth.ElementType;
import dev.hearth.Model;
import dev.hearth.Shape;
import dev.hearth.Signature;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.examples.documentreader.Picture.Planes;
import java.util.List;

/** Finds where text stands: the model says of each pixel how likely it belongs to a line. */
final class Detector {

  static final Signature SIGNATURE =
      Signature.builder()
          .input("x", ElementType.FLOAT32, Shape.ANY, Planes.COUNT, Shape.ANY, Shape.ANY)
          .output("sigmoid_0.tmp_0", ElementType.FLOAT32, Shape.ANY, 1, Shape.ANY, Shape.ANY)
          .build();

  /** A larger image is scaled down to this. */
  private static final int MAX_SIDE = 960;

  /** The model halves its image five times. */
  private static final int STEP = 32;

  private Detector() {}

  /** Returns the frames of the lines, in no particular order. */
  static List<Frame> lines(Model model, Picture picture, Deadline deadline) {
    double scale = Math.min(1, (double) MAX_SIDE / Math.max(picture.width(), picture.height()));
    int columns = steps(picture.width() * scale);
    int rows = steps(picture.height() * scale);
    Tensor input = Tensor.allocate(ElementType.FLOAT32, 1, Planes.COUNT, rows, columns);
    picture.show(
        Frame.of(picture.width(), picture.height()),
        columns,
        rows,
        new Planes(input.floats(), 0, columns, rows, Scale.PHOTOGRAPHS));
    try (Tensors outputs = model.run(Tensors.of("x", input), deadline)) {
      float[] likely = new float[columns * rows];
      outputs.get(SIGNATURE.outputs().get(0).name()).floats().get(likely);
      double across = (double) picture.width() / columns;
      double down = (double) picture.height() / rows;
      return new TextMap(columns, rows, likely)
          .frames().stream().map(frame -> frame.scaled(across, down)).toList();
    }
  }

  private static int steps(double side) {
    return Math.max(1, (int) Math.round(side / STEP)) * STEP;
  }
}
