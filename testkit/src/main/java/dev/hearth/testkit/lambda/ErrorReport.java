package dev.hearth.testkit.lambda;

/**
 * What a function's runtime reported about a failure. Immutable.
 *
 * @param type the error's own type, for the Java runtime client a class name; the category where
 *     the body names none
 * @param message the error's message, empty where the body has none
 * @param category the platform's word for the failure, such as {@code Runtime.UserException}, from
 *     the header {@code Lambda-Runtime-Function-Error-Type}
 * @param body the report as sent, JSON with the stack trace
 */
public record ErrorReport(String type, String message, String category, Body body) {

  static final String CATEGORY_HEADER = "lambda-runtime-function-error-type";

  static ErrorReport read(HttpRequest request) {
    String category = request.header(CATEGORY_HEADER, "Unknown");
    String json = request.body().text();
    return new ErrorReport(
        JsonStrings.find(json, "errorType").orElse(category),
        JsonStrings.find(json, "errorMessage").orElse(""),
        category,
        request.body());
  }
}
