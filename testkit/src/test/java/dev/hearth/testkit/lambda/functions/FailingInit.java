package dev.hearth.testkit.lambda.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** Cannot be constructed. */
public final class FailingInit implements RequestStreamHandler {
  /** Fails. */
  public FailingInit() {
    throw new IllegalArgumentException("model.onnx is missing");
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context) {}
}
