package dev.hearth.testkit.lambda;

import dev.hearth.Ticker;
import java.time.Duration;
import java.time.InstantSource;

/** Settings of a {@link RuntimeApiServer}. Confined to one thread at a time. */
public final class RuntimeApiServerBuilder {
  private static final Duration DEFAULT_PICKUP = Duration.ofSeconds(30);
  private static final String DEFAULT_ARN =
      "arn:aws:lambda:us-east-1:000000000000:function:function";

  private Ticker ticker = Ticker.system();
  private InstantSource clock = InstantSource.system();
  private Duration pickupTimeout = DEFAULT_PICKUP;
  private String functionArn = DEFAULT_ARN;
  private boolean holdRestore;

  RuntimeApiServerBuilder() {}

  /**
   * Sets the clock of all measurements; timeouts always run on the machine's own. Default: the
   * system ticker.
   *
   * @param ticker the ticker
   * @return this builder
   */
  public RuntimeApiServerBuilder ticker(Ticker ticker) {
    this.ticker = ticker;
    return this;
  }

  /**
   * Sets the wall clock from which deadlines are counted. Default: the system's.
   *
   * @param clock the wall clock
   * @return this builder
   */
  public RuntimeApiServerBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Sets how long an event waits for a {@code /next} before its caller gets a {@link
   * FunctionTimeoutException}; a cold start fits in here. Default: 30 seconds.
   *
   * @param pickupTimeout the limit
   * @return this builder
   * @throws IllegalArgumentException if the limit is not positive
   */
  public RuntimeApiServerBuilder pickupTimeout(Duration pickupTimeout) {
    this.pickupTimeout = RuntimeApiServer.positive("pickupTimeout", pickupTimeout);
    return this;
  }

  /**
   * Sets the ARN that functions see. Default: a made-up one in us-east-1.
   *
   * @param functionArn the ARN
   * @return this builder
   */
  public RuntimeApiServerBuilder functionArn(String functionArn) {
    this.functionArn = functionArn;
    return this;
  }

  /**
   * Leaves {@code restore/next} unanswered until {@link RuntimeApiServer#restore()}, so that a test
   * can act where the platform takes its snapshot. Default: answered at once.
   *
   * @return this builder
   */
  public RuntimeApiServerBuilder holdRestore() {
    holdRestore = true;
    return this;
  }

  /**
   * Opens the port and starts serving.
   *
   * @return a running server, which the caller closes
   */
  public RuntimeApiServer start() {
    return new RuntimeApiServer(
        new InvocationDesk.Settings(ticker, clock, pickupTimeout, functionArn), !holdRestore);
  }
}
