package dev.hearth.azure;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.Cardinality;
import com.microsoft.azure.functions.annotation.EventHubTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.WarmupTrigger;
import dev.hearth.Environment;
import dev.hearth.testkit.function.InMemoryResults;
import dev.hearth.testkit.function.KitModel;
import java.util.List;
import java.util.Optional;

/** A class as the annotation processor writes it, with every trigger. */
public final class TicketRouterAzure {

  static final InMemoryResults RESULTS = new InMemoryResults();
  static final KitModel MODEL = new KitModel();

  private static final AzureInference HEARTH =
      AzureInference.of(() -> Shout.service(MODEL, RESULTS), Environment.empty());

  @FunctionName("ticket-router")
  public HttpResponseMessage http(
      @HttpTrigger(
              name = "request",
              methods = {HttpMethod.GET, HttpMethod.POST},
              authLevel = AuthorizationLevel.FUNCTION,
              route = "ticket-router/{*path}")
          HttpRequestMessage<Optional<String>> request,
      ExecutionContext context) {
    return HEARTH.http(request, context);
  }

  @FunctionName("ticket-router-queue")
  public void queue(
      @QueueTrigger(name = "message", queueName = "%HEARTH_QUEUE%", connection = "HEARTH_STORAGE")
          String message,
      @BindingName("Id") String id,
      ExecutionContext context) {
    HEARTH.queue(message, id, context);
  }

  @FunctionName("ticket-router-blob")
  @BlobOutput(
      name = "$return",
      path = "%HEARTH_BLOB_RESULTS%/{name}.json",
      dataType = "binary",
      connection = "HEARTH_STORAGE")
  public byte[] blob(
      @BlobTrigger(
              name = "content",
              path = "%HEARTH_BLOBS%/{name}",
              dataType = "binary",
              connection = "HEARTH_STORAGE")
          byte[] content,
      @BindingName("name") String name,
      ExecutionContext context) {
    return HEARTH.blob(content, name, context);
  }

  @FunctionName("ticket-router-events")
  public void events(
      @EventHubTrigger(
              name = "messages",
              eventHubName = "%HEARTH_EVENT_HUB%",
              connection = "HEARTH_EVENT_HUB_CONNECTION",
              cardinality = Cardinality.MANY)
          List<String> messages,
      ExecutionContext context) {
    HEARTH.events(messages, context);
  }

  @FunctionName("warmup")
  public void warmup(@WarmupTrigger(name = "instance") Object instance, ExecutionContext context) {
    HEARTH.warmup(context);
  }
}
