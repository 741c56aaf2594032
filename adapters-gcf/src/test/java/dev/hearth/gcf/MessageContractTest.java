package dev.hearth.gcf;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.InferenceService;
import dev.hearth.testkit.function.AdapterSettings;
import dev.hearth.testkit.function.DeliveryResult;
import dev.hearth.testkit.function.Message;
import dev.hearth.testkit.function.MessageAdapter;
import dev.hearth.testkit.function.MessageContract;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Messages of a topic, as the platform delivers them: one event over HTTP for each. */
class MessageContractTest extends MessageContract {

  private static final int OK = 200;
  private static final int REDIRECTION = 300;

  @Override
  protected MessageAdapter start(InferenceService service, AdapterSettings settings)
      throws Exception {
    return new Adapter(
        Served.start(Served.Events.class, service, settings), HttpClient.newHttpClient());
  }

  @Override
  protected boolean deliversMany() {
    return false;
  }

  private record Adapter(Served served, HttpClient http) implements MessageAdapter {

    @Override
    public DeliveryResult deliver(List<Message> messages) throws Exception {
      Set<String> again = new HashSet<>();
      for (Message message : messages) {
        int status = http.send(request(message), BodyHandlers.discarding()).statusCode();
        if (status < OK || status >= REDIRECTION) {
          again.add(message.id());
        }
      }
      return new DeliveryResult(again);
    }

    @Override
    public void close() throws Exception {
      served.close();
    }

    private HttpRequest request(Message message) {
      String data = Base64.getEncoder().encodeToString(message.body().getBytes(UTF_8));
      String event =
          "{\"message\":{\"data\":\"" + data + "\",\"messageId\":\"" + message.id() + "\"}}";
      return HttpRequest.newBuilder(served.uri("/"))
          .version(HttpClient.Version.HTTP_1_1)
          .header("content-type", "application/json")
          .header("ce-specversion", "1.0")
          .header("ce-id", "event-of-" + message.id())
          .header("ce-source", "//pubsub.googleapis.com/projects/p/topics/t")
          .header("ce-type", EventInferenceFunction.PUBLISHED)
          .POST(HttpRequest.BodyPublishers.ofString(event))
          .build();
    }
  }
}
