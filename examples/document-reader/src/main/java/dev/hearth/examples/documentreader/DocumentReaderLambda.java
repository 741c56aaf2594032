package dev.hearth.examples.documentreader;

import dev.hearth.Environment;
import dev.hearth.lambda.LambdaInferenceHandler;

/** The document reader as AWS Lambda starts it. */
public final class DocumentReaderLambda extends LambdaInferenceHandler {

  /** Reads the environment and begins to load the models. */
  public DocumentReaderLambda() {
    super(DocumentReaderInference.service(Environment.system()), Environment.system());
  }
}
