package dev.hearth.benchmarks.tokenizer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ids that a user of a library without ids, ends and truncation would look up. */
final class Tokens {

  private final Map<String, Long> ids = new HashMap<>();

  Tokens(Path folder) throws IOException {
    long id = 0;
    for (String token : Files.readAllLines(folder.resolve(TokenizerBenchmark.LINES))) {
      ids.put(token, id++);
    }
  }

  Map<String, Long> map() {
    return ids;
  }

  long[] ids(List<String> tokens) {
    int inside = Math.min(tokens.size(), TextEncoder.MAX_TOKENS - 2);
    long[] result = new long[inside + 2];
    result[0] = id("[CLS]");
    for (int i = 0; i < inside; i++) {
      result[i + 1] = id(tokens.get(i));
    }
    result[inside + 1] = id("[SEP]");
    return result;
  }

  private long id(String token) {
    return ids.getOrDefault(token, -1L);
  }
}
