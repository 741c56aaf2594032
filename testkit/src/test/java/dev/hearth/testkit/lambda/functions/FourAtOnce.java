package dev.hearth.testkit.lambda.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/** Answers nobody until four events are here at once. */
public final class FourAtOnce implements RequestStreamHandler {
  private final CyclicBarrier barrier = new CyclicBarrier(4);

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("fewer than four came", e);
    }
    output.write(("\"" + Thread.currentThread().getName() + "\"").getBytes(UTF_8));
  }
}
