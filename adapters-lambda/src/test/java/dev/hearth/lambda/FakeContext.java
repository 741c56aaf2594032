package dev.hearth.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** Lambda's account of a call: what the adapter reads, and nothing else. */
record FakeContext(String getAwsRequestId, int getRemainingTimeInMillis) implements Context {

  static final FakeContext AMPLE = new FakeContext("id-1", 60_000);

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
  public ClientContext getClientContext() {
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
