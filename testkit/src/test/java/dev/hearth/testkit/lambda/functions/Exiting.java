package dev.hearth.testkit.lambda.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** Ends its JVM in the middle of an event. */
public final class Exiting implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context) {
    System.err.println("native library gave up");
    System.exit(3);
  }
}
