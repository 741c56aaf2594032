package dev.hearth.benchmarks.adapters;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.lambda.LambdaInferenceHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A call as Lambda's runtime client makes it: bytes of an event in, bytes of an answer out. */
final class LambdaCall {

  private final LambdaInferenceHandler handler;
  private final byte[] event;

  LambdaCall(InferenceService service, byte[] event) {
    this.handler = new LambdaInferenceHandler(service, Environment.empty()) {};
    this.event = event;
  }

  byte[] make() {
    ByteArrayOutputStream answer = new ByteArrayOutputStream(256);
    try {
      handler.handleRequest(new ByteArrayInputStream(event), answer, Account.AMPLE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.toByteArray();
  }

  /** What the adapter reads of Lambda's account of a call. */
  private enum Account implements Context {
    AMPLE;

    @Override
    public String getAwsRequestId() {
      return "id";
    }

    @Override
    public int getRemainingTimeInMillis() {
      return 10_000;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
      return null;
    }

    @Override
    public String getLogGroupName() {
      return "";
    }

    @Override
    public String getLogStreamName() {
      return "";
    }

    @Override
    public String getFunctionName() {
      return "";
    }

    @Override
    public String getFunctionVersion() {
      return "";
    }

    @Override
    public String getInvokedFunctionArn() {
      return "";
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
      return null;
    }

    @Override
    public int getMemoryLimitInMB() {
      return 1769;
    }

    @Override
    public @Nullable LambdaLogger getLogger() {
      return null;
    }
  }
}
