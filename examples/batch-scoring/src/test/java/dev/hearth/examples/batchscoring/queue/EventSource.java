package dev.hearth.examples.batchscoring.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.Ticker;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.testkit.lambda.FunctionProcess;
import dev.hearth.testkit.lambda.Invocation;
import dev.hearth.testkit.lambda.NoAnswerException;
import dev.hearth.testkit.lambda.Outcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Does what Lambda's event source mapping does for one instance: takes up to ten messages, calls
 * the function with them, and deletes those it does not report as failed. If the call fails or the
 * process dies, none is deleted; what is not deleted comes again when its visibility timeout has
 * passed. Confined to one thread.
 */
final class EventSource implements Callable<EventSource.Counts> {

  private final LocalQueue queue;
  private final Instance instance;
  private final Map<String, Traffic.Message> sent;
  private final Strikes strikes;
  private final Ticker ticker;
  private int calls;
  private int killed;
  private int killedDuring;
  private int mostDeliveries;

  /**
   * What was counted.
   *
   * @param calls calls of the function
   * @param killed processes killed
   * @param killedDuring those of them that had not answered yet
   * @param mostDeliveries the most deliveries that a good message had
   */
  record Counts(int calls, int killed, int killedDuring, int mostDeliveries) {

    Counts plus(Counts other) {
      return new Counts(
          calls + other.calls,
          killed + other.killed,
          killedDuring + other.killedDuring,
          Math.max(mostDeliveries, other.mostDeliveries));
    }
  }

  EventSource(
      LocalQueue queue,
      Instance instance,
      Map<String, Traffic.Message> sent,
      Strikes strikes,
      Ticker ticker) {
    this.queue = queue;
    this.instance = instance;
    this.sent = sent;
    this.strikes = strikes;
    this.ticker = ticker;
  }

  /** Works until the queue is empty. */
  @Override
  public Counts call() throws Exception {
    while (true) {
      FunctionProcess process = instance.running();
      List<Message> batch = queue.receive();
      if (!batch.isEmpty()) {
        deliver(process, batch);
      } else if (queue.isEmpty()) {
        return new Counts(calls, killed, killedDuring, mostDeliveries);
      }
    }
  }

  private void deliver(FunctionProcess process, List<Message> batch) throws Exception {
    calls++;
    List<Integer> deliveries =
        batch.stream().filter(this::isGood).map(EventSource::deliveries).toList();
    deliveries.forEach(times -> mostDeliveries = Math.max(mostDeliveries, times));
    Optional<Duration> strike = strikes.on(deliveries);
    long start = ticker.nanos();
    CompletableFuture<Invocation> answer = instance.submit(event(batch));
    if (strike.isPresent()) {
      Instance.kill(process, strike.get());
      killed++;
    }
    Optional<Set<String>> failed = failures(answer);
    if (failed.isEmpty()) {
      killedDuring++;
      if (strike.isEmpty()) {
        throw new IllegalStateException(
            "a call failed though nobody was killed: " + process.stderr());
      }
      return;
    }
    if (strike.isEmpty()) {
      strikes.took(Duration.ofNanos(ticker.nanos() - start));
    }
    queue.delete(batch.stream().filter(m -> !failed.get().contains(m.messageId())).toList());
  }

  /** Returns which messages failed; nothing if the call did. */
  private static Optional<Set<String>> failures(CompletableFuture<Invocation> answer)
      throws InterruptedException {
    try {
      Outcome outcome = answer.get().outcome();
      if (outcome instanceof Outcome.Response response) {
        Set<String> ids = new HashSet<>();
        JsonValue.parse(response.body().bytes(), "answer")
            .field("batchItemFailures")
            .items()
            .forEach(item -> ids.add(item.field("itemIdentifier").text()));
        return Optional.of(ids);
      }
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NoAnswerException) {
        return Optional.empty();
      }
      throw new IllegalStateException("a call ended in a way unforeseen", e);
    }
  }

  private boolean isGood(Message message) {
    Traffic.Message known = sent.get(message.messageId());
    if (known == null) {
      throw new IllegalStateException("message " + message.messageId() + " was never sent");
    }
    return !known.poisoned();
  }

  private static int deliveries(Message message) {
    return Integer.parseInt(
        message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
  }

  private static byte[] event(List<Message> batch) {
    JsonSink json = new JsonSink().beginObject().name("Records").beginArray();
    for (Message message : batch) {
      json.beginObject()
          .field("messageId", message.messageId())
          .field("receiptHandle", message.receiptHandle())
          .field("body", message.body())
          .name("attributes")
          .beginObject()
          .field("ApproximateReceiveCount", Integer.toString(deliveries(message)))
          .endObject()
          .name("messageAttributes")
          .beginObject()
          .endObject()
          .field("md5OfBody", message.md5OfBody())
          .field("eventSource", "aws:sqs")
          .field("eventSourceARN", "arn:aws:sqs:us-east-1:000000000000:transactions")
          .field("awsRegion", "us-east-1")
          .endObject();
    }
    return json.endArray().endObject().toString().getBytes(UTF_8);
  }
}
