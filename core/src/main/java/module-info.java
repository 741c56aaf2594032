/** Runs a model inside one function instance: loads it once, answers before the deadline. */
module dev.hearth {
  requires static org.jspecify;
  requires com.microsoft.onnxruntime;
  requires com.google.gson;
  requires org.slf4j;

  exports dev.hearth;
  exports dev.hearth.annotation;
  exports dev.hearth.batch;
  exports dev.hearth.event;
  exports dev.hearth.function;
  exports dev.hearth.http;
  exports dev.hearth.json;
  exports dev.hearth.spi;
  exports dev.hearth.telemetry;
  exports dev.hearth.onnx;
  exports dev.hearth.bundle;
  exports dev.hearth.platform;
  exports dev.hearth.variant;
}
