package dev.hearth.examples.batchscoring.queue;

import dev.hearth.testkit.store.LocalS3;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * An SQS API in this process, ElasticMQ, with a queue and its dead-letter queue. Safe for use by
 * many threads.
 */
final class LocalQueue implements AutoCloseable {

  /** As many as SQS gives, takes and deletes at once. */
  static final int BATCH = 10;

  private static final List<QueueAttributeName> COUNTS =
      List.of(
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

  private final SQSRestServer server =
      SQSRestServerBuilder.withInterface("localhost").withDynamicPort().start();
  private final SqsClient client;
  private final String queue;
  private final String deadLetters;

  LocalQueue(Plan plan) {
    int port = server.waitUntilStarted().localAddress().getPort();
    client =
        SqsClient.builder()
            .endpointOverride(URI.create("http://localhost:" + port))
            .region(Region.of(LocalS3.REGION))
            .httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY)))
            .build();
    deadLetters = create("refused", Map.of());
    String arn =
        attributes(deadLetters, List.of(QueueAttributeName.QUEUE_ARN))
            .get(QueueAttributeName.QUEUE_ARN);
    String redrive =
        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}"
            .formatted(arn, plan.maxReceives());
    queue =
        create(
            "transactions",
            Map.of(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                Long.toString(plan.visibility().toSeconds()),
                QueueAttributeName.REDRIVE_POLICY,
                redrive));
  }

  /** Sends messages; returns them by the names the queue gave them. */
  Map<String, Traffic.Message> send(List<Traffic.Message> messages) {
    Map<String, Traffic.Message> sent = new HashMap<>();
    for (int from = 0; from < messages.size(); from += BATCH) {
      List<Traffic.Message> part = messages.subList(from, Math.min(messages.size(), from + BATCH));
      List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
      for (int i = 0; i < part.size(); i++) {
        entries.add(
            SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(i))
                .messageBody(part.get(i).body())
                .build());
      }
      var answer = client.sendMessageBatch(request -> request.queueUrl(queue).entries(entries));
      requireDone(answer.failed());
      answer
          .successful()
          .forEach(done -> sent.put(done.messageId(), part.get(Integer.parseInt(done.id()))));
    }
    return sent;
  }

  /** Takes messages from the queue; waits up to a second for the first. */
  List<Message> receive() {
    return receive(queue, 1);
  }

  /** Deletes messages from the queue. */
  void delete(List<Message> messages) {
    delete(queue, messages);
  }

  /** Tells whether the queue has no message, delivered ones included. */
  boolean isEmpty() {
    return attributes(queue, COUNTS).values().stream().allMatch("0"::equals);
  }

  /** Takes all messages out of the dead-letter queue; returns their bodies. */
  List<String> takeDeadLetters() {
    List<String> bodies = new ArrayList<>();
    for (List<Message> some = receive(deadLetters, 0);
        !some.isEmpty();
        some = receive(deadLetters, 0)) {
      some.forEach(message -> bodies.add(message.body()));
      delete(deadLetters, some);
    }
    return bodies;
  }

  @Override
  public void close() {
    client.close();
    server.stopAndWait();
  }

  private String create(String name, Map<QueueAttributeName, String> attributes) {
    return client.createQueue(request -> request.queueName(name).attributes(attributes)).queueUrl();
  }

  private Map<QueueAttributeName, String> attributes(String url, List<QueueAttributeName> names) {
    return client
        .getQueueAttributes(request -> request.queueUrl(url).attributeNames(names))
        .attributes();
  }

  private List<Message> receive(String url, int waitSeconds) {
    return client
        .receiveMessage(
            request ->
                request
                    .queueUrl(url)
                    .maxNumberOfMessages(BATCH)
                    .waitTimeSeconds(waitSeconds)
                    .messageSystemAttributeNames(
                        MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
        .messages();
  }

  private void delete(String url, List<Message> messages) {
    if (messages.isEmpty()) {
      return;
    }
    List<DeleteMessageBatchRequestEntry> entries =
        messages.stream()
            .map(
                message ->
                    DeleteMessageBatchRequestEntry.builder()
                        .id(message.messageId())
                        .receiptHandle(message.receiptHandle())
                        .build())
            .toList();
    requireDone(
        client.deleteMessageBatch(request -> request.queueUrl(url).entries(entries)).failed());
  }

  private static void requireDone(List<BatchResultErrorEntry> failed) {
    if (!failed.isEmpty()) {
      throw new IllegalStateException("the queue refused: " + failed);
    }
  }
}
