package dev.hearth.azure;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.TraceContext;
import java.util.Map;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The platform's account of a call, as the worker gives it. */
record FakeContext(String id, @Nullable String traceparent) implements ExecutionContext {

  FakeContext(String id) {
    this(id, null);
  }

  @Override
  public Logger getLogger() {
    return Logger.getLogger("function");
  }

  @Override
  public String getInvocationId() {
    return id;
  }

  @Override
  public String getFunctionName() {
    return "shout";
  }

  @Override
  @SuppressWarnings("NullAway") // The interface is not annotated; its own default returns null.
  public TraceContext getTraceContext() {
    return traceparent == null ? null : new Trace(traceparent);
  }

  private record Trace(String traceparent) implements TraceContext {

    @Override
    public String getTraceparent() {
      return traceparent;
    }

    @Override
    public String getTracestate() {
      return "";
    }

    @Override
    public Map<String, String> getAttributes() {
      return Map.of();
    }
  }
}
