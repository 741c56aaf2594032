package dev.hearth.benchmarks.batch;

import dev.hearth.Deadline;
import dev.hearth.Model;
import dev.hearth.Tensors;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** One run of a model for all the items. */
record ModelWork(Model model, Stacking stacking) implements Work {

  @Override
  public List<float[]> run(List<Input> items, Deadline deadline) {
    try (Tensors outputs = model.run(stacking.stack(items), deadline)) {
      FloatBuffer output = outputs.asMap().values().iterator().next().floats();
      List<float[]> answers = new ArrayList<>(items.size());
      for (int i = 0; i < items.size(); i++) {
        answers.add(stacking.answer(output, i));
      }
      return answers;
    }
  }
}
