package dev.hearth.examples.batchscoring;

import dev.hearth.Environment;
import dev.hearth.lambda.LambdaInferenceHandler;

/** The function as AWS Lambda starts it. */
public final class BatchScoringLambda extends LambdaInferenceHandler {

  /** Reads the environment and begins to load the model. */
  public BatchScoringLambda() {
    super(BatchScoringInference.service(Environment.system()), Environment.system());
  }
}
