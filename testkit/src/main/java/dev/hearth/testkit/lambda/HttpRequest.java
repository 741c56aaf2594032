package dev.hearth.testkit.lambda;

import java.util.Map;

/**
 * One HTTP request, read in full.
 *
 * @param headers by lower-case name
 */
record HttpRequest(String method, String path, Map<String, String> headers, Body body) {

  HttpRequest {
    headers = Map.copyOf(headers);
  }

  String header(String lowerCaseName, String otherwise) {
    return headers.getOrDefault(lowerCaseName, otherwise);
  }
}
