package dev.broadside.stage;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;

/**
 * An answer to a request that is not read to its end, after which the connection ends.
 *
 * @param errorType as SDKs read it, or empty
 */
record LastWord(HttpResponseStatus status, String errorType, String message) {
  static final LastWord TOO_SLOW =
      new LastWord(HttpResponseStatus.REQUEST_TIMEOUT, "", "Request Timeout");
  static final LastWord TOO_MUCH =
      new LastWord(HttpResponseStatus.SERVICE_UNAVAILABLE, "", "Service Unavailable");

  /** Says it; what the client still sends is thrown away. */
  void sayTo(Channel channel) {
    FullHttpResponse response = HttpExchange.json(status, "{\"message\":\"" + message + "\"}");
    HttpUtil.setContentLength(response, response.content().readableBytes());
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    if (!errorType.isEmpty()) {
      response.headers().set("x-amzn-ErrorType", errorType);
    }
    Farewell.say(channel, response);
  }
}
