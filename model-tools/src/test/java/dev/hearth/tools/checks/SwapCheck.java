package dev.hearth.tools.checks;

import dev.hearth.Deadline;
import dev.hearth.Model;
import dev.hearth.Tensors;
import dev.hearth.bundle.Bundle;
import dev.hearth.onnx.LoadForm;
import dev.hearth.onnx.SwappableModel;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelContent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Sessions of MiniLM put in each other's place while it is being run. */
final class SwapCheck implements Checks.Check {

  /**
   * Three times a hundred: the C library's heap and the JVM's code grow for the first hundred and
   * stay as they are from then on, so what grows in the second half is a leak.
   */
  private static final int SWAPS = 300;

  private static final int STEP = 10;
  private static final int CALLERS = 8;
  private static final int QUESTIONS = 12;
  private static final double MOST_GROWTH = 1.10;

  /** A question and its answer. */
  private record Question(Tensors inputs, Tensors answer) {}

  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private final AtomicBoolean done = new AtomicBoolean();

  @Override
  public List<String> run(Checks.Setting setting) throws Exception {
    Path file = RealModel.MINILM_FP32.in(setting.models());
    List<Question> questions = questions(file);
    Bundle bundle = Work.prepare(file, setting.work().resolve("bundle"));
    try (SwappableModel model =
        new SwappableModel(
            new ModelContent.InBundle(bundle, bundle.manifest().variants().get(0)))) {
      ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int first = i;
        callers.add(threads.submit(() -> call(model.model(), questions, first)));
      }
      threads.shutdown();
      try {
        return List.of(swap(setting, model));
      } finally {
        done.set(true);
        for (Future<?> caller : callers) {
          caller.get();
        }
      }
    }
  }

  private String swap(Checks.Setting setting, SwappableModel model) throws Exception {
    long middle = 0;
    for (int swap = 1; swap <= SWAPS; swap++) {
      model.swap(swap % 2 == 1 ? LoadForm.PREPACKED : LoadForm.MAPPED);
      awaitAnswers(answers.get() + CALLERS);
      if (swap % STEP == 0) {
        long resident = resident();
        middle = swap == SWAPS / 2 ? resident : middle;
        setting.say(
            "swap: %d swaps, %,d answers, anonymous memory %,d", swap, answers.get(), resident);
      }
    }
    long last = resident();
    String found =
        String.format(
            Locale.ROOT,
            "%d swaps under %d callers: %,d answers, %d wrong; anonymous memory %,d bytes in the"
                + " middle, %,d at the end (%.3f)",
            SWAPS,
            CALLERS,
            answers.get(),
            wrong.get(),
            middle,
            last,
            (double) last / middle);
    if (wrong.get() > 0 || last > middle * MOST_GROWTH) {
      throw new Checks.Failed(found);
    }
    return found;
  }

  /** What is taken and can leak: mapped pages come and go with the runs that touch them. */
  private static long resident() throws Exception {
    System.gc();
    return Work.resident().anonymous().value();
  }

  /** Lets calls pass between two swaps, so that each session answers. */
  private void awaitAnswers(long count) {
    while (answers.get() < count && !done.get()) {
      Thread.onSpinWait();
    }
  }

  private void call(Model model, List<Question> questions, int first) {
    try {
      for (int n = first; !done.get(); n++) {
        Question question = questions.get(n % questions.size());
        try (Tensors outputs = model.run(question.inputs(), Deadline.none())) {
          double difference = Work.difference(question.answer(), outputs);
          wrong.addAndGet(difference <= RealModel.MINILM_FP32.allowed ? 0 : 1);
        }
        answers.incrementAndGet();
      }
    } finally {
      done.set(true); // One that fails ends all, and is reported.
    }
  }

  private static List<Question> questions(Path file) throws Exception {
    List<Question> questions = new ArrayList<>();
    try (LoadedModel exported = Work.exported(file)) {
      for (int length = 1; length <= QUESTIONS; length++) {
        Tensors inputs = RealModel.MINILM_FP32.inputs(exported.signature(), length);
        try (Tensors outputs = exported.run(inputs, Deadline.none())) {
          questions.add(new Question(inputs, Work.copy(outputs)));
        }
      }
    }
    return questions;
  }
}
