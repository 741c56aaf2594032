package dev.hearth.processor;

import java.util.List;

/** Writes the entry class of Azure Functions: one annotated method for each trigger. */
final class AzureWriter {

  private static final String STORAGE = "connection = \"HEARTH_STORAGE\"";

  private final Writing writing;
  private final FunctionFacts facts;
  private final SourceFile file;

  private AzureWriter(Writing writing, SourceFile file) {
    this.writing = writing;
    this.facts = writing.facts();
    this.file = file;
  }

  static boolean isWanted(Writing writing) {
    return writing.classPath().has(Names.AZURE_INFERENCE)
        && writing.classPath().has(Names.FUNCTION_NAME);
  }

  static SourceFile write(Writing writing) {
    SourceFile file = writing.begin("Azure", List.of(Names.AZURE_INFERENCE, Names.ENVIRONMENT));
    new AzureWriter(writing, file).write();
    return file;
  }

  private void write() {
    String adapter = file.name(Names.AZURE_INFERENCE);
    String environment = file.name(Names.ENVIRONMENT) + ".system()";
    String simple = facts.type().getSimpleName().toString();
    writing.head(file, true, "{@code " + simple + "} as functions of an Azure function app.");
    file.open("public final class ", file.simpleName(), " {");
    file.line();
    file.line("private static final ", adapter, " HEARTH =");
    file.line("    ", adapter, ".of(");
    file.line(
        "        () -> ", writing.service(), ".service(", environment, "), ", environment, ");");
    file.line().line("/** Made by the platform for each call. */");
    file.line("public ", file.simpleName(), "() {}");
    if (facts.triggers().contains("HTTP")) {
      http();
    }
    if (facts.triggers().contains("QUEUE")) {
      queue();
    }
    if (facts.triggers().contains("OBJECT")) {
      blob();
    }
    if (facts.triggers().contains("STREAM")) {
      events();
    }
    if (facts.warmup()) {
      warmup();
    }
    file.close("}");
  }

  /** The worker gives JSON to a text only, and bytes as they were sent to bytes only. */
  private void http() {
    String verb = file.name(Names.AZURE + "HttpMethod");
    String message = file.name(Names.AZURE + "HttpRequestMessage");
    boolean bytes = takesBytes();
    String body = bytes ? "byte[]" : file.name("java.lang.String");
    begin("Answers requests.", facts.name());
    file.open("public ", file.name(Names.AZURE + "HttpResponseMessage"), " http(");
    parameter("HttpTrigger", "request");
    attribute("methods = {", verb, ".GET, ", verb, ".POST},");
    attribute("authLevel = ", annotationType("AuthorizationLevel"), ".FUNCTION,");
    String end = bytes ? "," : ")";
    attribute("route = ", writing.quoted(facts.name() + "/{*path}"), end);
    if (bytes) {
      attribute("dataType = \"binary\")");
    }
    file.line("      ", message, "<", file.name(Names.OPTIONAL), "<" + body + ">> request,");
    end("return HEARTH.http(request, context);");
  }

  private boolean takesBytes() {
    return facts.methods().stream()
        .anyMatch(
            method ->
                method.codec() instanceof InferFacts.Codec.Written codec
                    && codec.item() == JsonType.Scalar.BYTES);
  }

  private void queue() {
    begin("Answers a message of a queue.", facts.name() + "-queue");
    file.open("public void queue(");
    parameter("QueueTrigger", "message");
    attribute("queueName = \"%HEARTH_QUEUE%\",");
    attribute(STORAGE, ")");
    String string = file.name("java.lang.String");
    file.line("      ", string, " message,");
    file.line("  ", annotation("BindingName"), "(\"Id\") ", string, " id,");
    end("HEARTH.queue(message, id, context);");
  }

  private void blob() {
    begin("Answers a blob with another blob.", facts.name() + "-blob");
    file.line(annotation("BlobOutput"), "(");
    file.line("    name = \"$return\",");
    file.line("    path = \"%HEARTH_BLOB_RESULTS%/{name}.json\",");
    file.line("    dataType = \"binary\",");
    file.line("    ", STORAGE, ")");
    file.open("public byte[] blob(");
    parameter("BlobTrigger", "content");
    attribute("path = \"%HEARTH_BLOBS%/{name}\",");
    attribute("dataType = \"binary\",");
    attribute(STORAGE, ")");
    file.line("      byte[] content,");
    String string = file.name("java.lang.String");
    file.line("  ", annotation("BindingName"), "(\"name\") ", string, " name,");
    end("return HEARTH.blob(content, name, context);");
  }

  private void events() {
    String messages = file.name(Names.LIST) + "<" + file.name("java.lang.String") + ">";
    begin("Answers events of a hub.", facts.name() + "-events");
    file.open("public void events(");
    parameter("EventHubTrigger", "messages");
    attribute("eventHubName = \"%HEARTH_EVENT_HUB%\",");
    attribute("connection = \"HEARTH_EVENT_HUB_CONNECTION\",");
    attribute("cardinality = ", annotationType("Cardinality"), ".MANY)");
    file.line("      ", messages, " messages,");
    end("HEARTH.events(messages, context);");
  }

  /** The platform calls a function of this very name, of which an app has one. */
  private void warmup() {
    String object = file.name("java.lang.Object");
    begin("Loads the models while an instance is made ready.", "warmup");
    file.open("public void warmup(");
    file.line("  ", annotation("WarmupTrigger"), "(name = \"instance\") ", object, " instance,");
    end("HEARTH.warmup(context);");
  }

  private void begin(String documentation, String functionName) {
    file.line().line("/** ", documentation, " */");
    file.line(annotation("FunctionName"), "(", writing.quoted(functionName), ")");
  }

  private void parameter(String trigger, String name) {
    file.line("  ", annotation(trigger), "(");
    attribute("name = ", writing.quoted(name), ",");
  }

  private void attribute(String... parts) {
    file.line("          ", String.join("", parts));
  }

  private void end(String body) {
    file.line("  ", file.name(Names.AZURE + "ExecutionContext"), " context) {");
    file.line(body).close("}");
  }

  private String annotation(String simple) {
    return "@" + annotationType(simple);
  }

  private String annotationType(String simple) {
    return file.name(Names.AZURE_ANNOTATIONS + simple);
  }
}
