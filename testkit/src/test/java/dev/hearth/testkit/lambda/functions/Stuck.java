package dev.hearth.testkit.lambda.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says that it has the event and then takes a minute. */
public final class Stuck implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context) {
    System.err.println("stuck with an event");
    try {
      boolean released = new CountDownLatch(1).await(1, TimeUnit.MINUTES);
      throw new IllegalStateException("released: " + released);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
