package dev.hearth.benchmarks.adapters;

import java.util.Optional;

/** A way to call the function. */
enum CallKind {
  CORE("core, directly", "core", ""),
  LAMBDA_DIRECT("Lambda, direct", "lambdaDirect", "lambda_direct_micros_p50"),
  LAMBDA_HTTP_API("Lambda, HTTP API", "lambdaHttpApi", "lambda_micros_p50"),
  GCF("Google, HTTP", "gcf", "gcf_micros_p50"),
  AZURE("Azure, HTTP", "azure", "azure_micros_p50");

  private final String words;
  private final String method;
  private final String key;

  CallKind(String words, String method, String key) {
    this.words = words;
    this.method = method;
    this.key = key;
  }

  String words() {
    return words;
  }

  /** The method of {@link AdapterCalls}. */
  String method() {
    return method;
  }

  /** The name of its figure, if it has one of its own. */
  Optional<String> key() {
    return key.isEmpty() ? Optional.empty() : Optional.of(key);
  }
}
