package dev.hearth.azure;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Stands in for the adapter: notes what it is asked for. */
public final class AzureInference {
  public static final List<String> ASKED = new ArrayList<>();

  private final Supplier<InferenceService> service;

  private AzureInference(Supplier<InferenceService> service) {
    this.service = service;
  }

  public static AzureInference of(Supplier<InferenceService> service, Environment environment) {
    return new AzureInference(service);
  }

  public HttpResponseMessage http(
      HttpRequestMessage<? extends Optional<?>> request, ExecutionContext context) {
    ASKED.add("http " + service.get().name());
    return null;
  }

  public void queue(String message, String id, ExecutionContext context) {
    ASKED.add("queue " + message + " " + id);
  }

  public byte[] blob(byte[] content, String name, ExecutionContext context) {
    ASKED.add("blob " + name);
    return content;
  }

  public void events(List<String> events, ExecutionContext context) {
    ASKED.add("events " + events);
  }

  public void warmup(ExecutionContext context) {
    ASKED.add("warmup");
  }
}
