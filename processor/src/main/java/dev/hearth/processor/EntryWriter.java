package dev.hearth.processor;

import java.util.List;

/** Writes a platform's entry class that is a subclass of the adapter's. */
enum EntryWriter {
  LAMBDA("Lambda", Names.LAMBDA_HANDLER, "an AWS Lambda function"),
  HTTP("Http", Names.HTTP_FUNCTION, "a Google Cloud function that answers HTTP"),
  EVENTS("Events", Names.EVENT_FUNCTION, "a Google Cloud function that takes events");

  private final String suffix;
  private final String adapter;
  private final String what;

  EntryWriter(String suffix, String adapter, String what) {
    this.suffix = suffix;
    this.adapter = adapter;
    this.what = what;
  }

  /** Tells whether the class is wanted: its adapter is there, and something would call it. */
  boolean isWanted(Writing writing) {
    FunctionFacts facts = writing.facts();
    boolean called =
        this != EVENTS || facts.triggers().contains("QUEUE") || facts.triggers().contains("OBJECT");
    return called && writing.classPath().has(adapter);
  }

  SourceFile write(Writing writing) {
    SourceFile file = writing.begin(suffix, List.of(adapter, Names.ENVIRONMENT));
    String name = file.simpleName();
    String environment = file.name(Names.ENVIRONMENT) + ".system()";
    String service = writing.service() + ".service(" + environment + ")";
    writing.head(
        file, true, "{@code " + writing.facts().type().getSimpleName() + "} as " + what + ".");
    file.open("public final class ", name, " extends ", file.name(adapter), " {");
    file.line().line("/** Made by the platform. */");
    file.open("public ", name, "() {");
    file.line("super(", service, ", ", environment, ");");
    file.close("}").close("}");
    return file;
  }
}
