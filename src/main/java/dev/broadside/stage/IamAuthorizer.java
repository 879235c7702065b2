package dev.broadside.stage;

import io.netty.handler.codec.http.FullHttpRequest;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * Admits who signed the handshake with {@link LocalCredentials}, in its headers or, as browsers
 * must, in its query string.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html">Control
 *     access with IAM authorization</a>
 */
final class IamAuthorizer implements Authorizer {
  private static final Decision ADMITTED =
      new Admitted(new Admission(null, LocalCredentials.ACCESS_KEY));
  private static final Decision FORBIDDEN = new Refused(403, "Forbidden");

  private final Access signedHeaders;
  private final Access signedUrl;

  IamAuthorizer(Clock clock) {
    this.signedHeaders = new SignedAccess(clock);
    this.signedUrl = new SignedUrl(clock);
  }

  @Override
  public void authorize(
      Connection connection, FullHttpRequest request, String requestId, Consumer<Decision> done) {
    boolean admitted = signedHeaders.admits(request) || signedUrl.admits(request);
    done.accept(admitted ? ADMITTED : FORBIDDEN);
  }
}
