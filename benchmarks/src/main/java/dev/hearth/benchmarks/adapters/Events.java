package dev.hearth.benchmarks.adapters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.json.JsonSink;

/** Events in the length and form that API Gateway and SQS send. */
final class Events {

  private Events() {}

  /** An HTTP API's event, payload format 2.0, of 1.2 kB. */
  static byte[] httpApi(String body) {
    JsonSink json = new JsonSink();
    json.beginObject()
        .field("version", "2.0")
        .field("routeKey", "POST /tickets")
        .field("rawPath", "/tickets")
        .field("rawQueryString", "")
        .name("headers")
        .beginObject()
        .field("accept", "*/*")
        .field("content-length", "51")
        .field("content-type", "application/json")
        .field("host", "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com")
        .field("user-agent", "curl/8.5.0")
        .field("x-amzn-trace-id", "Root=1-66b3f2aa-4a1f0c6b2d8e9f0a1b2c3d4e")
        .field("x-forwarded-for", "203.0.113.7")
        .field("x-forwarded-port", "443")
        .field("x-forwarded-proto", "https")
        .endObject()
        .name("requestContext")
        .beginObject()
        .field("accountId", "123456789012")
        .field("apiId", "a1b2c3d4e5")
        .field("domainName", "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com")
        .field("domainPrefix", "a1b2c3d4e5")
        .name("http")
        .beginObject()
        .field("method", "POST")
        .field("path", "/tickets")
        .field("protocol", "HTTP/1.1")
        .field("sourceIp", "203.0.113.7")
        .field("userAgent", "curl/8.5.0")
        .endObject()
        .field("requestId", "Hx7qVh1OliAEJ3w=")
        .field("routeKey", "POST /tickets")
        .field("stage", "$default")
        .field("time", "08/Aug/2026:09:15:22 +0000")
        .field("timeEpoch", 1_786_180_522_123L)
        .endObject()
        .field("body", body)
        .field("isBase64Encoded", false)
        .endObject();
    return json.toUtf8();
  }

  static byte[] direct(String item) {
    return item.getBytes(UTF_8);
  }
}
