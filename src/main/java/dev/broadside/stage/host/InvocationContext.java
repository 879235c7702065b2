package dev.broadside.stage.host;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What one invocation can ask about itself. */
record InvocationContext(FunctionSpec spec, String requestId, long startedNanos)
    implements Context {
  private static final LambdaLogger LOGGER = new StandardError();

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + spec.name();
  }

  @Override
  public String getLogStreamName() {
    return "local";
  }

  @Override
  public String getFunctionName() {
    return spec.name();
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:us-east-1:000000000000:function:" + spec.name();
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    long used = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
    return (int) Math.max(0, spec.timeout().toMillis() - used);
  }

  @Override
  public int getMemoryLimitInMB() {
    return spec.memoryMb();
  }

  @Override
  public LambdaLogger getLogger() {
    return LOGGER;
  }

  private static final class StandardError implements LambdaLogger {
    @Override
    public void log(String message) {
      System.err.println(message);
    }

    @Override
    public void log(byte[] message) {
      System.err.println(new String(message, StandardCharsets.UTF_8));
    }
  }
}
