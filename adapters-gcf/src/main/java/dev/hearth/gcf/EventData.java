package dev.hearth.gcf;

import dev.hearth.InvalidInputException;
import dev.hearth.function.MediaTypes;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonValue;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import org.jspecify.annotations.Nullable;

/** Reads what an event carries. */
final class EventData {

  private EventData() {}

  /** An item that an event brings along, under the name its sender gave it. */
  record Message(String id, Payload payload) {}

  /** Where an object lies that an event tells of. */
  record ObjectName(String bucket, String name) {}

  /** Reads a message of a topic: the item is its data, in the type its attributes name. */
  static Message published(CloudEvent event, int maxBytes) {
    JsonValue message = json(event, maxBytes).field("message");
    String type =
        message
            .optional("attributes")
            .flatMap(attributes -> attributes.optional("content-type"))
            .map(JsonValue::text)
            .orElse(Payload.JSON);
    String id = message.optional("messageId").map(JsonValue::text).orElseGet(event::getId);
    byte[] data = message.field("data").bytes();
    return new Message(id, new Payload("message", mediaType(type), data));
  }

  /** Reads an event whose data is an item. */
  static Message own(CloudEvent event, int maxBytes) {
    String type = mediaType(event.getDataContentType());
    return new Message(event.getId(), new Payload("event", type, bytes(event, maxBytes)));
  }

  static ObjectName object(CloudEvent event, int maxBytes) {
    JsonValue data = json(event, maxBytes);
    return new ObjectName(data.field("bucket").text(), data.field("name").text());
  }

  private static JsonValue json(CloudEvent event, int maxBytes) {
    return JsonValue.parse(bytes(event, maxBytes), "event");
  }

  private static byte[] bytes(CloudEvent event, int maxBytes) {
    @Nullable CloudEventData data = event.getData();
    byte[] bytes = data == null ? new byte[0] : data.toBytes();
    if (bytes.length == 0) {
      throw new InvalidInputException(
          "event: no data (expected: data of a " + event.getType() + "); send some");
    }
    if (bytes.length > maxBytes) {
      throw new InvalidInputException(
          "event: "
              + bytes.length
              + " bytes of data (expected: at most "
              + maxBytes
              + "); send less at once");
    }
    return bytes;
  }

  /** All kinds of JSON are JSON; parsing checks for it. */
  private static String mediaType(@Nullable String contentType) {
    if (contentType == null) {
      return Payload.JSON;
    }
    String type = MediaTypes.essence(contentType);
    return type.isEmpty() || type.endsWith("+json") ? Payload.JSON : type;
  }
}
