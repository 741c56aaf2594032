package dev.hearth.azure;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does with a queue what the Functions host says it does: takes messages, calls the function for
 * each, deletes what succeeds, shows again what fails, and puts it aside after the fifth time.
 */
final class QueueHost {

  private static final int BATCH = 16;
  private static final int MOST_DELIVERIES = 5;
  private static final Duration INVISIBLE = Duration.ofMinutes(10);

  /** A function's method. */
  @FunctionalInterface
  interface Function {
    void call(String message, String id);
  }

  private final QueueClient queue;
  private final QueueClient poison;
  private final Function function;
  private final Map<String, Integer> deliveries = new ConcurrentHashMap<>();

  QueueHost(QueueClient queue, QueueClient poison, Function function) {
    this.queue = queue;
    this.poison = poison;
    this.function = function;
  }

  /** Runs until the queue is empty. */
  void drain() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(BATCH);
    try {
      List<Callable<Void>> batch = received();
      while (!batch.isEmpty()) {
        for (Future<Void> done : threads.invokeAll(batch)) {
          done.get();
        }
        batch = received();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Callable<Void>> received() {
    List<Callable<Void>> batch = new ArrayList<>();
    for (QueueMessageItem message : queue.receiveMessages(BATCH, INVISIBLE, null, null)) {
      batch.add(
          () -> {
            deliver(message);
            return null;
          });
    }
    return batch;
  }

  /** Returns how often a message came, by its text. */
  int deliveries(String text) {
    return deliveries.getOrDefault(text, 0);
  }

  private void deliver(QueueMessageItem message) {
    String text = message.getBody().toString();
    deliveries.merge(text, 1, Integer::sum);
    try {
      function.call(text, message.getMessageId());
    } catch (RuntimeException | Error e) {
      retry(message, text);
      return;
    }
    queue.deleteMessage(message.getMessageId(), message.getPopReceipt());
  }

  private void retry(QueueMessageItem message, String text) {
    if (message.getDequeueCount() >= MOST_DELIVERIES) {
      poison.sendMessage(text);
      queue.deleteMessage(message.getMessageId(), message.getPopReceipt());
    } else {
      queue.updateMessage(message.getMessageId(), message.getPopReceipt(), text, Duration.ZERO);
    }
  }
}
