package dev.hearth.examples.ticketrouter;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.Ticker;
import dev.hearth.onnx.OnnxRuntime;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelContent;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hearth gives what ONNX Runtime gives, bit for bit, with the same session options. */
class EmbeddingParityTest {

  private static final int TEXTS = 200;
  private static final Path MODEL =
      Path.of(System.getProperty("model.dir", "target/model"), "all-minilm-l6-v2-q.onnx");
  private static final String[] WORDS =
      ("invoice parcel password crash refund size quote privacy interview naïve Straße 東京 the of"
              + " and late 42 #9 e-mail can't")
          .split(" ", -1);

  private static LoadedModel model;
  private static OrtSession raw;
  private static SentenceEncoder encoder;

  @BeforeAll
  static void load() throws IOException, OrtException {
    model =
        OnnxRuntime.create()
            .load(
                ModelRef.parse("minilm@1"),
                new ModelContent.InFile(MODEL, Bytes.of(Files.size(MODEL))),
                new LoadContext(Ticker.system()));
    raw = OrtEnvironment.getEnvironment().createSession(MODEL.toString());
    encoder =
        new SentenceEncoder(
            WordPieceTokenizer.load(EmbeddingParityTest.class.getResourceAsStream("vocab.txt")));
  }

  @AfterAll
  static void close() throws OrtException {
    model.close();
    raw.close();
  }

  @Test
  void run_onTwoHundredTexts_equalsTheRawSession() throws OrtException {
    Random random = new Random(7);
    for (int i = 0; i < TEXTS; i++) {
      String text =
          random
              .ints(random.nextInt(60), 0, WORDS.length)
              .mapToObj(word -> WORDS[word])
              .collect(Collectors.joining(" "));
      Tensors inputs = encoder.inputs(text);
      try (Tensors outputs = model.run(inputs, Deadline.none())) {
        assertThat(bits(outputs.get("last_hidden_state").floats()))
            .as(text)
            .isEqualTo(bits(runRaw(inputs)));
      }
    }
  }

  private static FloatBuffer runRaw(Tensors inputs) throws OrtException {
    Map<String, OnnxTensor> natives = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Tensor> input : inputs.asMap().entrySet()) {
        LongBuffer values = input.getValue().longs();
        natives.put(
            input.getKey(),
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), values, input.getValue().shape().dims()));
      }
      try (OrtSession.Result result = raw.run(natives)) {
        return ((OnnxTensor) result.get(0)).getFloatBuffer();
      }
    } finally {
      natives.values().forEach(OnnxTensor::close);
    }
  }

  private static int[] bits(FloatBuffer values) {
    int[] bits = new int[values.remaining()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values.get(i));
    }
    return bits;
  }
}
