package dev.hearth.lambda;

import static dev.hearth.lambda.Calls.call;
import static dev.hearth.lambda.Calls.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.InitPolicy;
import dev.hearth.json.JsonValue;
import dev.hearth.lambda.functions.MemoryModel;
import dev.hearth.lambda.functions.Shout;
import dev.hearth.lambda.functions.Shouting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One handler object, as the platform has it where a process takes several calls at once. */
class ConcurrentCallsTest {

  private static final int THREADS = 8;
  private static final int CALLS = 2_000;

  private final MemoryModel model = new MemoryModel(() -> {});
  private final Shouting handler = new Shouting(Shout.on(model).build(), InitPolicy.BACKGROUND);
  private final HttpSample sample = HttpSample.httpApi();

  @Test
  void handle_eightThreads_eachGetsItsOwnAnswers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Integer>> callers = new ArrayList<>();
      for (int caller = 0; caller < THREADS; caller++) {
        int mine = caller;
        callers.add(() -> ownAnswers(mine));
      }
      for (Future<Integer> own : threads.invokeAll(callers)) {
        assertThat(own.get()).isEqualTo(CALLS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(model.loads()).isEqualTo(1);
  }

  private int ownAnswers(int caller) {
    int own = 0;
    for (int i = 0; i < CALLS; i++) {
      String id = "c" + caller + "i" + i;
      own += isOwn(id, i % 3) ? 1 : 0;
    }
    return own;
  }

  private boolean isOwn(String id, int kind) {
    String item = "{\"text\":\"" + id + "\"}";
    String result = "{\"shout\":\"" + id.replace('c', 'C').replace('i', 'I') + "\"}";
    return switch (kind) {
      case 0 -> call(handler, item).equals(result);
      case 1 -> http(id, item).field("body").text().equals(result);
      default -> error(http(id, "{\"text\":\"fail input\"}")).equals(id);
    };
  }

  private JsonValue http(String id, String body) {
    byte[] event = sample.body(body).json().getBytes(UTF_8);
    return json(call(handler, event, new FakeContext(id, 60_000)));
  }

  private static String error(JsonValue answer) {
    return json(answer.field("body").text()).field("error").field("requestId").text();
  }
}
