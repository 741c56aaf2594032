/** Writes entry classes of inference functions when they are compiled; nothing at run time. */
module dev.hearth.processor {
  requires static org.jspecify;
  requires java.compiler;

  exports dev.hearth.processor;

  provides javax.annotation.processing.Processor with
      dev.hearth.processor.InferenceFunctionProcessor;
}
