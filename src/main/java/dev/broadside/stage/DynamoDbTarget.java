package dev.broadside.stage;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Consumer;

/**
 * An action of DynamoDB. It is called at this stage's own port, as functions call it: so it is
 * counted, delayed and throttled as theirs are.
 */
record DynamoDbTarget(OutboundHttp http, String stage, String action) implements Target {
  /** Tables do not check signatures, but want one. */
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/dynamodb/aws4_request, SignedHeaders=host,"
              .formatted(LocalCredentials.ACCESS_KEY, LocalCredentials.REGION)
          + " Signature="
          + "0".repeat(64);

  @Override
  public void send(EventLoop loop, String message, Consumer<Outcome> done) {
    FullHttpRequest request = OutboundHttp.request("POST", "/", stage, message);
    request
        .headers()
        .set("Content-Type", "application/x-amz-json-1.0")
        .set("X-Amz-Target", "DynamoDB_20120810." + action)
        .set("Authorization", AUTHORIZATION);
    URI uri = URI.create("http://" + stage);
    http.send(
        loop, InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort()), request, done);
  }
}
