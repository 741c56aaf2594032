package dev.hearth.benchmarks.adapters;

import dev.hearth.Deadline;
import dev.hearth.InferenceService;
import dev.hearth.function.Call;
import dev.hearth.function.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One call of a function that costs next to nothing, through core and through each adapter. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AdapterCalls {

  private final InferenceService service = Shout.service();
  private final byte[] item = Shout.ITEM.getBytes(StandardCharsets.UTF_8);
  private final LambdaCall direct = new LambdaCall(service, Events.direct(Shout.ITEM));
  private final LambdaCall httpApi = new LambdaCall(service, Events.httpApi(Shout.ITEM));
  private final GcfCall gcf = new GcfCall(service, item);
  private final AzureCall azure = new AzureCall(service, Shout.ITEM);

  /** Makes the functions and what they are called with. */
  public AdapterCalls() {}

  /**
   * What every adapter comes to: JSON in, JSON out.
   *
   * @return the answer
   */
  @Benchmark
  public byte[] core() {
    Call call = new Call("id", Deadline.after(Duration.ofSeconds(10)));
    return service.main().answer(Payload.json("body", item), call).json().toUtf8();
  }

  /**
   * A direct invocation of a Lambda function.
   *
   * @return the answer
   */
  @Benchmark
  public byte[] lambdaDirect() {
    return direct.make();
  }

  /**
   * An event of an API Gateway HTTP API.
   *
   * @return the answer
   */
  @Benchmark
  public byte[] lambdaHttpApi() {
    return httpApi.make();
  }

  /**
   * A request under Google's invoker.
   *
   * @return the answer
   */
  @Benchmark
  public byte[] gcf() {
    return gcf.make();
  }

  /**
   * A request in Azure's worker.
   *
   * @return the answer
   */
  @Benchmark
  public @Nullable Object azure() {
    return azure.make();
  }
}
