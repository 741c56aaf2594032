package dev.hearth.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.hearth.Caller;
import dev.hearth.spi.LoadThreads;
import dev.hearth.spi.LoadedModel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A program whose background threads load models while it ends, which takes it a moment. */
final class EndsWhileLoading {

  private static final int THREADS = 2;
  private static final int LOADS = 20;

  private EndsWhileLoading() {}

  public static void main(String[] arguments) throws InterruptedException {
    OnnxRuntime runtime = OnnxRuntime.with(SessionSettings.defaults().withIntraOpThreads(1));
    CountDownLatch before = new CountDownLatch(LOADS);
    CountDownLatch after = new CountDownLatch(10 * LOADS);
    for (int i = 0; i < THREADS; i++) {
      LoadThreads.daemon("for ever")
          .execute(
              () -> {
                while (true) {
                  try (LoadedModel model = TinyModel.identity(DataType.FLOAT, "n").load(runtime)) {
                    (before.getCount() > 0 ? before : after).countDown();
                  }
                }
              });
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> await(after)));
    before.await();
    System.out.println("ends");
  }

  private static void await(CountDownLatch loads) {
    try {
      System.out.println("loaded: " + loads.await(Caller.PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
