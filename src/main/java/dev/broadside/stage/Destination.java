package dev.broadside.stage;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Whose a request is, as its head alone tells: so much may be known, and its body bounded, before
 * anybody looks at who sent it.
 */
enum Destination {
  /** A call of DynamoDB, which takes 16 MB, or of another service of AWS: {@code POST /}. */
  SERVICE(17 << 20, "PayloadTooLargeException", "Request too long"),

  /** {@code @connections}. Over 128 KB its own answer is 413, after the signature and the id. */
  CONNECTIONS(1 << 20, "PayloadTooLargeException", "Message too long"),

  /** The WebSocket stage, and what is nobody's. */
  WEB_SOCKET(Handshake.MAX_MESSAGE, "BadRequestException", "Request Too Long"),

  /** The HTTP API, which takes 10 MB. */
  HTTP_API(10 << 20, "", "Request Entity Too Large");

  private final int maxBody;
  private final String errorType;
  private final String message;

  Destination(int maxBody, String errorType, String message) {
    this.maxBody = maxBody;
    this.errorType = errorType;
    this.message = message;
  }

  /**
   * Where {@code request} goes. An upgrade is the WebSocket API's on any path, and so is {@code
   * @connections} below any stage, because a wrong stage is 403 on AWS too; {@code /stage} without
   * an upgrade is 426. What is left is the HTTP API's, whatever its own stage is called.
   *
   * @param stage of the WebSocket API
   */
  static Destination of(HttpRequest request, String stage, boolean hasHttpApi) {
    String path = path(request);
    boolean target = path.equals("/") && request.headers().contains("X-Amz-Target");
    if (target || SqsPassThrough.isQueuePath(request, path)) {
      return SERVICE;
    }
    if (isManagement(path)) {
      return CONNECTIONS;
    }
    boolean webSocket =
        isUpgrade(request)
            || (path.startsWith("/" + stage)
                && (path.length() == 1 + stage.length() || path.equals("/" + stage + "/")));
    return webSocket || !hasHttpApi ? WEB_SOCKET : HTTP_API;
  }

  /** The path of a request target, without its query. */
  static String path(HttpRequest request) {
    String uri = request.uri();
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  private static boolean isManagement(String path) {
    int rest = path.indexOf('/', 1);
    return rest > 0
        && (path.startsWith("/@connections/", rest) || path.startsWith("/%40connections/", rest));
  }

  private static boolean isUpgrade(HttpRequest request) {
    return request.method().equals(HttpMethod.GET)
        && request
            .headers()
            .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
  }

  /** The most bytes that a body may have. */
  int maxBody() {
    return maxBody;
  }

  /** What is said of a larger one. */
  LastWord tooLarge() {
    return new LastWord(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, errorType, message);
  }
}
