package dev.hearth.testkit.lambda.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.crac.Context;
import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.crac.Resource;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers with the order in which its hooks ran; fails its restore if the environment says so. */
public final class Snapshotted implements RequestStreamHandler, Resource {
  private final List<String> order = new CopyOnWriteArrayList<>();

  /** Registers its own hooks. */
  public Snapshotted() {
    order.add("init");
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    order.add("beforeCheckpoint");
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    if (System.getenv("FAIL_RESTORE") != null) {
      throw new IllegalStateException("connection is stale");
    }
    order.add("afterRestore");
  }

  @Override
  public void handleRequest(
      InputStream input, OutputStream output, com.amazonaws.services.lambda.runtime.Context context)
      throws IOException {
    output.write(String.join(",", order).getBytes(UTF_8));
  }
}
