package dev.hearth.benchmarks.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The Hugging Face tokenizer, native, through DJL; the others are held against it. */
final class HuggingFace implements TextEncoder {

  private final HuggingFaceTokenizer tokenizer;

  HuggingFace(Path folder) throws IOException {
    tokenizer =
        HuggingFaceTokenizer.newInstance(
            folder.resolve(TokenizerBenchmark.JSON),
            Map.of("padding", "false", "truncation", "true", "maxLength", "512"));
  }

  @Override
  public long[] encode(String text) {
    return tokenizer.encode(text).getIds();
  }
}
