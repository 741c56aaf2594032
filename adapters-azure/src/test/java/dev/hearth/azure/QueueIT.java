package dev.hearth.azure;

import static dev.hearth.azure.Shout.said;
import static dev.hearth.azure.Shout.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.models.SendMessageResult;
import dev.hearth.ModelUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A class with a queue trigger on a real queue; the host is played, the queue is not. */
@Timeout(900)
class QueueIT {

  private static Azurite azurite;

  private final AtomicInteger invocations = new AtomicInteger();
  private final QueueClient queue = queue("tickets");
  private final QueueClient poison = queue("tickets-poison");
  private final QueueHost host = new QueueHost(queue, poison, this::call);

  @BeforeAll
  static void startAzurite() throws Exception {
    azurite = Azurite.start();
  }

  @AfterAll
  static void stopAzurite() {
    azurite.close();
  }

  @Test
  void queue_manyMessages_areAnsweredOnceEach() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      ids.add(send(say("ticket " + i)));
    }
    host.drain();
    for (int i = 0; i < ids.size(); i++) {
      assertThat(TicketRouterAzure.RESULTS.result(ids.get(i))).contains(said("ticket " + i));
    }
    assertThat(TicketRouterAzure.MODEL.loads()).isEqualTo(1);
    assertThat(poisoned()).isEmpty();
  }

  @Test
  void queue_badMessage_isPutAsideAfterFiveDeliveriesAndTheOthersAreAnswered() throws Exception {
    send(say("fail input"));
    send("no JSON");
    String good = send(say("good"));
    host.drain();
    assertThat(host.deliveries(say("fail input"))).isEqualTo(5);
    assertThat(poisoned()).containsExactlyInAnyOrder(say("fail input"), "no JSON");
    assertThat(TicketRouterAzure.RESULTS.result(good)).contains(said("good"));
  }

  @Test
  void queue_resultCannotBeKept_comesAgainAndIsAnswered() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    String id = send(say("later"));
    TicketRouterAzure.RESULTS.onWrite(
        message -> {
          if (message.equals(id) && tries.incrementAndGet() < 3) {
            throw new ModelUnavailableException("sink: down; retry");
          }
        });
    host.drain();
    assertThat(host.deliveries(say("later"))).isEqualTo(3);
    assertThat(TicketRouterAzure.RESULTS.result(id)).contains(said("later"));
    assertThat(poisoned()).isEmpty();
  }

  private void call(String message, String id) {
    FakeContext context = new FakeContext("invocation-" + invocations.incrementAndGet());
    new TicketRouterAzure().queue(message, id, context);
  }

  private String send(String text) {
    SendMessageResult sent = queue.sendMessage(text);
    return sent.getMessageId();
  }

  private List<String> poisoned() {
    List<String> texts = new ArrayList<>();
    poison.receiveMessages(32).forEach(message -> texts.add(message.getBody().toString()));
    return texts;
  }

  /** The host expects base64, so the senders write it. */
  private static QueueClient queue(String name) {
    QueueClient client =
        new QueueClientBuilder()
            .connectionString(azurite.connection())
            .messageEncoding(QueueMessageEncoding.BASE64)
            .queueName(name)
            .buildClient();
    client.createIfNotExists();
    client.clearMessages();
    return client;
  }
}
