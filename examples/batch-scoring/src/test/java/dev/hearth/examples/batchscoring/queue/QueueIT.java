package dev.hearth.examples.batchscoring.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The check of the queue, in a size that fits a build. */
class QueueIT {

  @Test
  @Timeout(300)
  void smallRun_eachGoodMessageHasOneResultAndEachBadOneIsADeadLetter() throws Exception {
    String found =
        new QueueCheck(Plan.small(1), System.err)
            .run(
                Path.of(System.getProperty("model.file", "target/model/fraud.onnx")),
                Path.of(System.getProperty("function.zip", "target/function.zip")));
    assertThat(found).contains("300 messages", "2 kills", "294 results right", "6 bad messages");
  }
}
