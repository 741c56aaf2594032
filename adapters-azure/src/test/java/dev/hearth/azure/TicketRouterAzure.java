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
              route = "ticket-router/{*rest}")
          HttpRequestMessage<Optional<String>> request,
      ExecutionContext context) {
    return HEARTH.http(request, context);
  }

  @FunctionName("ticket-router-queue")
  public void queue(
      @QueueTrigger(name = "message", queueName = "tickets", connection = "AzureWebJobsStorage")
          String message,
      @BindingName("Id") String id,
      ExecutionContext context) {
    HEARTH.queue(message, id, context);
  }

  @FunctionName("ticket-router-blob")
  @BlobOutput(
      name = "$return",
      path = "results/{name}.json",
      dataType = "binary",
      connection = "AzureWebJobsStorage")
  public byte[] blob(
      @BlobTrigger(
              name = "content",
              path = "tickets/{name}",
              dataType = "binary",
              connection = "AzureWebJobsStorage")
          byte[] content,
      @BindingName("name") String name,
      ExecutionContext context) {
    return HEARTH.blob(content, name, context);
  }

  @FunctionName("ticket-router-events")
  public void events(
      @EventHubTrigger(
              name = "messages",
              eventHubName = "tickets",
              connection = "EVENTS",
              cardinality = Cardinality.MANY)
          List<String> messages,
      ExecutionContext context) {
    HEARTH.events(messages, context);
  }

  @FunctionName("warmup")
  public void warmup(@WarmupTrigger Object warmup, ExecutionContext context) {
    HEARTH.warmup(context);
  }
}
