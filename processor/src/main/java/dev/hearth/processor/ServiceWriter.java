package dev.hearth.processor;

import dev.hearth.processor.FunctionFacts.Argument;
import dev.hearth.processor.FunctionFacts.Argument.OfEnvironment;
import dev.hearth.processor.FunctionFacts.Argument.OfModel;
import dev.hearth.processor.FunctionFacts.Argument.OfSetting;
import dev.hearth.processor.InferFacts.Codec;
import dev.hearth.processor.InferFacts.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the class that makes a function's service from its environment. */
final class ServiceWriter {

  static final String SUFFIX = "Inference";

  private static final String ROOT = "/";

  private final Writing writing;
  private final FunctionFacts facts;
  private final SourceFile file;
  private final Map<String, String> modelLocals = new LinkedHashMap<>();
  private final Locals locals =
      new Locals(
          List.of(
              "environment",
              "source",
              "function",
              "batching",
              "limit",
              "telemetry",
              "service",
              "objects",
              "place",
              "model",
              "models",
              "items",
              "item",
              "call"));

  private ServiceWriter(Writing writing, SourceFile file) {
    this.writing = writing;
    this.facts = writing.facts();
    this.file = file;
  }

  static SourceFile write(Writing writing) {
    SourceFile file =
        writing.begin(SUFFIX, List.of(Names.ENVIRONMENT, Names.INFERENCE, Names.INFERENCE_SERVICE));
    new ServiceWriter(writing, file).write();
    return file;
  }

  private void write() {
    writing.head(file, false, "Makes the service of {@code " + facts.type().getSimpleName() + "}.");
    file.open("final class ", file.simpleName(), " {");
    file.line().line("private ", file.simpleName(), "() {}");
    file.line().line("/** Makes the service. Loads nothing. */");
    String service = "static " + file.name(Names.INFERENCE_SERVICE) + " service(";
    String settings = file.name(Names.ENVIRONMENT) + " environment";
    file.open(service, settings, ") {");
    file.line("return service(environment, ", source(), ");");
    file.close("}").line();
    file.line("/** Makes the service over models from elsewhere: for tests. Loads nothing. */");
    file.open(service, settings, ", ", file.name(Names.MODEL_SOURCE), " source) {");
    models();
    function();
    shared();
    List<String> builders = facts.methods().stream().map(this::builder).toList();
    service(builders);
    file.close("}").close("}");
  }

  private String source() {
    return facts
        .provider()
        .map(provider -> "new " + file.name(provider) + "().models(environment)")
        .orElseGet(this::environmentCache);
  }

  private String environmentCache() {
    String map = file.name(Names.MAP);
    String stores =
        writing.classPath().has(Names.S3_MODEL_STORE)
            ? map + ".of(\"s3\", " + file.name(Names.S3_MODEL_STORE) + "::at)"
            : map + ".of()";
    return file.name(Names.ENVIRONMENT_CACHE) + ".of(environment, " + stores + ")";
  }

  private void models() {
    List<String> names = new ArrayList<>();
    for (Argument argument : facts.arguments()) {
      if (argument instanceof OfModel named) {
        names.add(named.model());
      }
    }
    facts.methods().forEach(method -> names.addAll(method.models()));
    for (String name : names) {
      if (!modelLocals.containsKey(name)) {
        String local = locals.name(name);
        modelLocals.put(name, local);
        String reference = "environment.model(" + writing.quoted(name) + ")";
        file.assign(
            file.name(Names.LAZY_MODEL) + " " + local + " =",
            "source.model(" + reference + ", " + signature(name) + ");");
      }
    }
  }

  private String signature(String model) {
    String field = facts.expects().get(model);
    return field == null
        ? file.name(Names.SIGNATURE) + ".any()"
        : file.name(facts.type()) + "." + field;
  }

  private void function() {
    List<String> arguments = new ArrayList<>();
    for (Argument argument : facts.arguments()) {
      if (argument instanceof OfModel named) {
        arguments.add(modelLocals.get(named.model()));
      } else if (argument instanceof OfSetting setting) {
        String local = locals.name(setting.parameter());
        new SettingWriter(writing, file).write(local, setting);
        arguments.add(local);
      } else {
        arguments.add(argument instanceof OfEnvironment ? "environment" : "source");
      }
    }
    String type = file.name(facts.type());
    file.line(type, " function = new ", type, "(", String.join(", ", arguments), ");");
  }

  private void shared() {
    String limit = file.name(Names.CONCURRENCY_LIMIT);
    String telemetry = file.name(Names.TELEMETRY);
    if (facts.methods().stream().anyMatch(InferFacts::sharesBatches)) {
      String batching = file.name(Names.BATCHING);
      file.line(batching, " batching = ", batching, ".of(environment);");
    }
    file.line(limit, " limit = ", limit, ".of(environment);");
    file.line(telemetry, " telemetry =");
    file.line("    environment.flag(\"HEARTH_TELEMETRY\", true)");
    file.line("        ? ", telemetry, ".lines(", file.name("java.lang.System"), ".out)");
    file.line("        : ", telemetry, ".none();");
  }

  /** Writes a method's builder and returns its name. */
  private String builder(InferFacts method) {
    String local = locals.name(method.methodName());
    String name = facts.name() + (method.route().equals(ROOT) ? "" : method.route());
    file.line(file.name(Names.INFERENCE_BUILDER), "<?, ?> ", local, " =");
    file.line("    ", file.name(Names.INFERENCE), ".builder(");
    file.line("            ", writing.quoted(name), ",");
    file.line("            ", models(method), ",");
    file.line("            new ", codec(method), "(),");
    file.line("            ", lambda(method), ")");
    file.line("        .maxBatch(", Integer.toString(method.maxBatch()), ")");
    file.line("        .maxItems(", Integer.toString(method.maxItems()), ")");
    if (method.sharesBatches()) {
      file.line("        .batching(batching)");
    }
    file.line("        .limit(limit)");
    file.line("        .telemetry(telemetry);");
    if (facts.needs()) {
      file.line("function.needs().forEach(", local, "::needs);");
    }
    return local;
  }

  private String models(InferFacts method) {
    List<String> names = method.models().stream().map(modelLocals::get).toList();
    return names.size() == 1
        ? names.get(0)
        : file.name(Names.LIST) + ".of(" + String.join(", ", names) + ")";
  }

  private String codec(InferFacts method) {
    return method.codec() instanceof Codec.Own own
        ? file.name(own.type())
        : writing.codecOf(method).orElseThrow();
  }

  private String lambda(InferFacts method) {
    boolean several = method.models().size() > 1;
    if (method.batch() && method.slots().equals(List.of(Slot.MODEL, Slot.ITEMS, Slot.CALL))) {
      return "function::" + method.methodName();
    }
    List<String> arguments = new ArrayList<>();
    int model = 0;
    for (Slot slot : method.slots()) {
      arguments.add(
          switch (slot) {
            case MODEL -> several ? "models.get(" + model++ + ")" : "model";
            case ITEMS -> method.batch() ? "items" : "item";
            case CALL -> "call";
          });
    }
    String answer = "function." + method.methodName() + "(" + String.join(", ", arguments) + ")";
    return (several ? "(models, items, call) -> " : "(model, items, call) -> ")
        + (method.batch() ? answer : "items.stream().map(item -> " + answer + ").toList()");
  }

  private void service(List<String> builders) {
    boolean objects = facts.hasEvents() && writing.classPath().has(Names.S3_OBJECTS);
    String builder = file.name(Names.INFERENCE_SERVICE) + ".builder(";
    if (objects) {
      String type = file.name(Names.S3_OBJECTS);
      file.line(type, " objects = ", type, ".of(environment);");
      file.line(file.name(Names.INFERENCE_SERVICE), ".Builder service =");
      file.line("    ", builder, writing.quoted(facts.name()), ").objects(objects);");
      String sink = file.name(Names.RESULT_SINK) + ".of(environment, objects)";
      file.line(sink, ".ifPresent(service::results);");
      file.line("return service");
    } else {
      file.line("return ", builder, writing.quoted(facts.name()), ")");
    }
    file.line("    .tenants(environment)");
    for (int i = 0; i < builders.size(); i++) {
      String route = writing.quoted(facts.methods().get(i).route());
      file.line("    .route(", route, ", ", builders.get(i), ".build())");
    }
    file.line("    .build();");
  }
}
