package dev.hearth.lambda;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lambda's account of a call: what the adapter reads, and nothing else. */
record FakeContext(
    String getAwsRequestId,
    int getRemainingTimeInMillis,
    @Nullable String getXrayTraceId,
    @Nullable ClientContext getClientContext)
    implements Context {

  static final FakeContext AMPLE = new FakeContext("id-1", 60_000);

  FakeContext(String requestId, int remainingMillis) {
    this(requestId, remainingMillis, null, null);
  }

  FakeContext trace(String id) {
    return new FakeContext(getAwsRequestId, getRemainingTimeInMillis, id, getClientContext);
  }

  /** A context whose caller sent the map as the custom part of the client context. */
  FakeContext custom(@Nullable Map<String, String> custom) {
    ClientContext client =
        new ClientContext() {
          @Override
          public Client getClient() {
            throw unread();
          }

          @Override
          public @Nullable Map<String, String> getCustom() {
            return custom;
          }

          @Override
          public Map<String, String> getEnvironment() {
            throw unread();
          }
        };
    return new FakeContext(getAwsRequestId, getRemainingTimeInMillis, getXrayTraceId, client);
  }

  @Override
  public String getLogGroupName() {
    throw unread();
  }

  @Override
  public String getLogStreamName() {
    throw unread();
  }

  @Override
  public String getFunctionName() {
    throw unread();
  }

  @Override
  public String getFunctionVersion() {
    throw unread();
  }

  @Override
  public String getInvokedFunctionArn() {
    throw unread();
  }

  @Override
  public CognitoIdentity getIdentity() {
    throw unread();
  }

  @Override
  public int getMemoryLimitInMB() {
    throw unread();
  }

  @Override
  public LambdaLogger getLogger() {
    throw unread();
  }

  private static UnsupportedOperationException unread() {
    return new UnsupportedOperationException("the adapter has no business with this");
  }
}
