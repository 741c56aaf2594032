package dev.hearth.examples.batchscoring.queue;

import dev.hearth.examples.batchscoring.FraudModel;
import dev.hearth.json.JsonSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes messages: transactions, and one in fifty that is none. */
final class Traffic {

  private static final int FEATURES = 32;
  private static final int FIRST_POISONED = 17;
  private static final double THOUSANDTHS = 1000;

  /**
   * A message.
   *
   * @param id the transaction
   * @param body what is sent
   * @param poisoned whether no function could score it
   * @param score what a function should find
   */
  record Message(String id, String body, boolean poisoned, double score) {}

  private Traffic() {}

  static List<Message> of(Plan plan) {
    Random random = new Random(plan.seed());
    return IntStream.range(0, plan.messages()).mapToObj(n -> message(n, random)).toList();
  }

  private static Message message(int number, Random random) {
    String id = "t-" + number;
    List<Float> features = new ArrayList<>();
    features.add((float) (random.nextInt(5_000) / THOUSANDTHS));
    for (int i = 1; i < FEATURES; i++) {
      features.add((float) (Math.round(random.nextGaussian() * THOUSANDTHS) / THOUSANDTHS));
    }
    if (number % Plan.POISONED_OF == FIRST_POISONED) {
      return new Message(id, poison(number / Plan.POISONED_OF, id, features), true, 0);
    }
    return new Message(id, body(id, features), false, FraudModel.score(features));
  }

  /** Each is bad in another way. */
  private static String poison(int kind, String id, List<Float> features) {
    String good = body(id, features);
    return switch (kind % 5) {
      case 0 -> good.substring(0, good.length() / 2);
      case 1 -> new JsonSink().beginObject().field("id", id).field("features", id).endObject() + "";
      case 2 -> body(id, features.subList(0, FEATURES - 1));
      case 3 -> {
        List<Float> refund = new ArrayList<>(features);
        refund.set(0, -1f);
        yield body(id, refund);
      }
      default -> good.replace("\"id\"", "\"name\"");
    };
  }

  private static String body(String id, List<Float> features) {
    JsonSink json = new JsonSink().beginObject().field("id", id).name("features").beginArray();
    features.forEach(json::value);
    return json.endArray().endObject().toString();
  }
}
