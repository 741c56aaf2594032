package dev.hearth.gcf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event as the platform hands it over. */
record FakeEvent(
    String id,
    String type,
    @Nullable String contentType,
    @Nullable String data,
    @Nullable String trace)
    implements CloudEvent {

  static FakeEvent finalized(String bucket, String name) {
    String data = "{\"bucket\":\"" + bucket + "\",\"name\":\"" + name + "\",\"size\":\"7\"}";
    return new FakeEvent("e1", EventInferenceFunction.FINALIZED, "application/json", data, null);
  }

  static FakeEvent published(String message) {
    String data = "{\"message\":" + message + ",\"subscription\":\"s\"}";
    return new FakeEvent("e2", EventInferenceFunction.PUBLISHED, "application/json", data, null);
  }

  static FakeEvent other(String id, @Nullable String contentType, @Nullable String data) {
    return new FakeEvent(id, "com.example.asked", contentType, data, null);
  }

  @Override
  public @Nullable CloudEventData getData() {
    return data == null ? null : () -> data.getBytes(UTF_8);
  }

  @Override
  public SpecVersion getSpecVersion() {
    return SpecVersion.V1;
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public String getType() {
    return type;
  }

  @Override
  public URI getSource() {
    return URI.create("//example");
  }

  @Override
  public @Nullable String getDataContentType() {
    return contentType;
  }

  @Override
  public @Nullable URI getDataSchema() {
    return null;
  }

  @Override
  public @Nullable String getSubject() {
    return null;
  }

  @Override
  public @Nullable OffsetDateTime getTime() {
    return null;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    throw new IllegalArgumentException("attribute: " + name + " (expected: none)");
  }

  @Override
  public @Nullable Object getExtension(String name) {
    return name.equals("traceparent") ? trace : null;
  }

  @Override
  public Set<String> getExtensionNames() {
    return Set.of("traceparent");
  }
}
