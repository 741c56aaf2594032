package dev.hearth.testkit.lambda.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Answers with its event and writes a line to each stream. */
public final class Echo implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    System.out.println("out " + context.getAwsRequestId());
    System.err.println("err " + context.getAwsRequestId());
    input.transferTo(output);
  }
}
