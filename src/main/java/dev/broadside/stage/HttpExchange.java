package dev.broadside.stage;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/** A request on its connection, to be answered once, on the connection's event loop. */
final class HttpExchange {
  private static final AsciiString ERROR_TYPE = AsciiString.cached("x-amzn-ErrorType");

  private final FrontDoor door;
  private final ChannelHandlerContext context;
  private final FullHttpRequest request;
  private final boolean keepAlive;

  HttpExchange(FrontDoor door, ChannelHandlerContext context, FullHttpRequest request) {
    this.door = door;
    this.context = context;
    this.request = request;
    // After a broken request nothing tells where the next one begins.
    this.keepAlive = HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
  }

  ChannelHandlerContext context() {
    return context;
  }

  /** The request, released by the front door when the call that brought it returns. */
  FullHttpRequest request() {
    return request;
  }

  void respond(FullHttpResponse response) {
    HttpUtil.setContentLength(response, response.content().readableBytes());
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    door.answered(context, response, keepAlive);
  }

  void respondEmpty(HttpResponseStatus status) {
    respond(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
  }

  /** An error as the SDKs understand it: without the header they raise no typed exception. */
  void respondError(HttpResponseStatus status, String errorType, String body) {
    FullHttpResponse response = json(status, body);
    response.headers().set(ERROR_TYPE, errorType);
    respond(response);
  }

  /** A wrong stage, path, method or signature: AWS does not tell them apart. */
  void respondForbidden() {
    respondError(HttpResponseStatus.FORBIDDEN, "ForbiddenException", "{\"message\":\"Forbidden\"}");
  }

  void respondJson(HttpResponseStatus status, String body) {
    respond(json(status, body));
  }

  static FullHttpResponse json(HttpResponseStatus status, String body) {
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
    response.content().writeCharSequence(body, StandardCharsets.UTF_8);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    return response;
  }
}
