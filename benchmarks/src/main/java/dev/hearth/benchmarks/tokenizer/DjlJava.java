package dev.hearth.benchmarks.tokenizer;

import ai.djl.modality.nlp.DefaultVocabulary;
import ai.djl.modality.nlp.bert.BertFullTokenizer;
import java.io.IOException;
import java.nio.file.Path;

/** DJL's own BERT tokenizer, in Java, without natives. */
final class DjlJava implements TextEncoder {

  private final Tokens tokens;
  private final BertFullTokenizer tokenizer;

  DjlJava(Path folder) throws IOException {
    tokens = new Tokens(folder);
    DefaultVocabulary vocabulary =
        DefaultVocabulary.builder()
            .addFromTextFile(folder.resolve(TokenizerBenchmark.LINES))
            .optUnknownToken("[UNK]")
            .build();
    tokenizer = new BertFullTokenizer(vocabulary, true);
  }

  @Override
  public long[] encode(String text) {
    return tokens.ids(tokenizer.tokenize(text));
  }
}
