package dev.hearth.examples.batchscoring.queue;

import dev.hearth.json.JsonValue;
import dev.hearth.testkit.store.LocalS3;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what is in the bucket and in the dead-letter queue with what was sent. What is wrong is
 * collected, so that one can see whether it is one message or all.
 */
final class Verification {

  private static final String FOLDER = "scores/";
  private static final double TOLERANCE = 1e-4;
  private static final int TOLD = 5;

  private final List<String> wrong = new ArrayList<>();
  private int written;
  private int refused;
  private int dead;

  /** Checks that each good message has one right result, written once, and no other has any. */
  void results(LocalS3 s3, Map<String, Traffic.Message> sent) {
    Map<String, Integer> writes = writes(s3);
    sent.forEach(
        (id, message) -> {
          int times = writes.getOrDefault(id, 0);
          int expected = message.poisoned() ? 0 : 1;
          if (times != expected) {
            wrong.add(message.id() + " was written " + times + " times, expected " + expected);
          } else if (!message.poisoned()) {
            score(s3.get(LocalCloud.RESULTS, FOLDER + id + ".json"), message);
          }
        });
    if (writes.keySet().stream().anyMatch(id -> !sent.containsKey(id))) {
      wrong.add("results of messages that were never sent");
    }
  }

  /** Checks that the dead-letter queue holds each bad message once, and nothing else. */
  void deadLetters(List<String> bodies, Map<String, Traffic.Message> sent) {
    Map<String, Integer> left = new HashMap<>();
    bodies.forEach(body -> left.merge(body, 1, Integer::sum));
    for (Traffic.Message message : sent.values()) {
      int times = left.getOrDefault(message.body(), 0);
      left.remove(message.body());
      int expected = message.poisoned() ? 1 : 0;
      if (times != expected) {
        wrong.add(message.id() + " is " + times + " times a dead letter, expected " + expected);
      }
    }
    if (!left.isEmpty()) {
      wrong.add("dead letters that were never sent: " + left.size());
    }
    dead = bodies.size();
  }

  void require(boolean condition, String otherwise) {
    if (!condition) {
      wrong.add(otherwise);
    }
  }

  /** Returns what was found wrong, or nothing. */
  String wrong() {
    return wrong.isEmpty()
        ? ""
        : wrong.size() + " wrong: " + wrong.subList(0, Math.min(TOLD, wrong.size()));
  }

  int written() {
    return written;
  }

  int refused() {
    return refused;
  }

  int dead() {
    return dead;
  }

  /** Counts the writes that the server let pass, by message. */
  private Map<String, Integer> writes(LocalS3 s3) {
    String prefix = "PUT /" + LocalCloud.RESULTS + "/" + FOLDER;
    Map<String, Integer> writes = new HashMap<>();
    for (String answer : s3.answers()) {
      if (answer.startsWith(prefix)) {
        int end = answer.lastIndexOf(".json ");
        int status = Integer.parseInt(answer.substring(end + ".json ".length()));
        if (status == 200) {
          written++;
          writes.merge(answer.substring(prefix.length(), end), 1, Integer::sum);
        } else if (status == 412) {
          refused++;
        }
      }
    }
    return writes;
  }

  private void score(byte[] result, Traffic.Message message) {
    JsonValue json = JsonValue.parse(result, "result");
    String id = json.field("id").text();
    double score = json.field("score").number();
    if (!id.equals(message.id()) || Math.abs(score - message.score()) > TOLERANCE) {
      wrong.add(message.id() + " has the result " + id + " " + score + ", not " + message.score());
    }
  }
}
