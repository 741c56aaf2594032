package dev.hearth.processor;

/** Types that the processor knows by name only, since it depends on none of them. */
final class Names {

  static final String ANNOTATIONS = "dev.hearth.annotation.";
  static final String INFERENCE_FUNCTION = ANNOTATIONS + "InferenceFunction";
  static final String INFER = ANNOTATIONS + "Infer";
  static final String EXPECTS = ANNOTATIONS + "Expects";
  static final String MODEL_NAME = ANNOTATIONS + "ModelName";
  static final String SETTING = ANNOTATIONS + "Setting";

  static final String ENVIRONMENT = "dev.hearth.Environment";
  static final String MODEL = "dev.hearth.Model";
  static final String MODELS = "dev.hearth.Models";
  static final String LAZY_MODEL = "dev.hearth.LazyModel";
  static final String MODEL_SOURCE = "dev.hearth.ModelSource";
  static final String SIGNATURE = "dev.hearth.Signature";
  static final String INFERENCE = "dev.hearth.Inference";
  static final String INFERENCE_BUILDER = "dev.hearth.InferenceBuilder";
  static final String INFERENCE_SERVICE = "dev.hearth.InferenceService";
  static final String BATCHING = "dev.hearth.batch.Batching";
  static final String CONCURRENCY_LIMIT = "dev.hearth.ConcurrencyLimit";
  static final String INVALID_INPUT = "dev.hearth.InvalidInputException";
  static final String TELEMETRY = "dev.hearth.telemetry.Telemetry";
  static final String CALL = "dev.hearth.function.Call";
  static final String CODEC = "dev.hearth.function.Codec";
  static final String PAYLOAD = "dev.hearth.function.Payload";
  static final String NEEDS = "dev.hearth.function.Needs";
  static final String MODEL_PROVIDER = "dev.hearth.function.ModelProvider";
  static final String JSON_VALUE = "dev.hearth.json.JsonValue";
  static final String JSON_SINK = "dev.hearth.json.JsonSink";
  static final String RESULT_SINK = "dev.hearth.spi.ResultSink";

  static final String ENVIRONMENT_CACHE = "dev.hearth.cache.EnvironmentCache";
  static final String S3_MODEL_STORE = "dev.hearth.cache.s3.S3ModelStore";
  static final String S3_OBJECTS = "dev.hearth.cache.s3.S3Objects";

  static final String LAMBDA_HANDLER = "dev.hearth.lambda.LambdaInferenceHandler";
  static final String HTTP_FUNCTION = "dev.hearth.gcf.HttpInferenceFunction";
  static final String EVENT_FUNCTION = "dev.hearth.gcf.EventInferenceFunction";
  static final String AZURE_INFERENCE = "dev.hearth.azure.AzureInference";
  static final String AZURE = "com.microsoft.azure.functions.";
  static final String AZURE_ANNOTATIONS = AZURE + "annotation.";
  static final String FUNCTION_NAME = AZURE_ANNOTATIONS + "FunctionName";

  static final String LIST = "java.util.List";
  static final String MAP = "java.util.Map";
  static final String OPTIONAL = "java.util.Optional";
  static final String GENERATED = "javax.annotation.processing.Generated";

  private Names() {}
}
