package dev.hearth.processor;

import dev.hearth.processor.FunctionFacts.Argument.OfSetting;

/** Writes the local variable that holds a value of the environment. */
final class SettingWriter {

  private final Writing writing;
  private final SourceFile file;

  SettingWriter(Writing writing, SourceFile file) {
    this.writing = writing;
    this.file = file;
  }

  void write(String local, OfSetting setting) {
    SettingType type = setting.type();
    boolean ownCheck = type == SettingType.TEXT || type == SettingType.PATH;
    if (setting.fallback().isEmpty() && !ownCheck) {
      file.line(required(setting), ";");
    }
    String declared = type.type().contains(".") ? file.name(type.type()) : type.type();
    file.line(declared, " ", local, " = ", value(setting), ";");
  }

  private String value(OfSetting setting) {
    String variable = writing.quoted(setting.variable());
    String fallback = setting.fallback().map(setting.type()::literal).orElse("");
    return switch (setting.type()) {
      case TEXT -> text(setting);
      case PATH -> file.name(setting.type().type()) + ".of(" + text(setting) + ")";
      case INT ->
          "(int) environment.integer("
              + arguments(variable, fallback, "0")
              + range("java.lang.Integer")
              + ")";
      case LONG ->
          "environment.integer("
              + arguments(variable, fallback, "0")
              + range("java.lang.Long")
              + ")";
      case DOUBLE -> "environment.number(" + arguments(variable, fallback, "0") + ")";
      case FLAG -> "environment.flag(" + arguments(variable, fallback, "false") + ")";
      case DURATION -> {
        String duration = file.name(setting.type().type());
        String other =
            fallback.isEmpty() ? duration + ".ZERO" : duration + ".ofMillis(" + fallback + ")";
        yield "environment.seconds(" + variable + ", " + other + ")";
      }
      case URI ->
          "environment.uri("
              + variable
              + ")"
              + (fallback.isEmpty()
                  ? ".orElseThrow()"
                  : ".orElse("
                      + file.name(setting.type().type())
                      + ".create("
                      + writing.quoted(fallback)
                      + "))");
    };
  }

  private String text(OfSetting setting) {
    return setting
        .fallback()
        .map(
            text ->
                "environment.text("
                    + writing.quoted(setting.variable())
                    + ", "
                    + writing.quoted(text)
                    + ")")
        .orElseGet(() -> required(setting));
  }

  private String required(OfSetting setting) {
    return "environment.required("
        + writing.quoted(setting.variable())
        + ", "
        + writing.quoted(setting.type().expected())
        + ")";
  }

  private static String arguments(String variable, String fallback, String unused) {
    return variable + ", " + (fallback.isEmpty() ? unused : fallback);
  }

  private String range(String box) {
    String name = file.name(box);
    return ", " + name + ".MIN_VALUE, " + name + ".MAX_VALUE";
  }
}
