package dev.broadside.stage;

import io.netty.handler.codec.http.FullHttpRequest;
import java.util.Iterator;
import java.util.Map;

/**
 * The bytes of a message as HTTP/1.1 and RFC 6455 write them, without what TLS and TCP add.
 *
 * <p>Of a request only its parts are left when it is whole, so they are added up: {@code METHOD uri
 * HTTP/1.1}, each header as {@code name: value}, each line's end, and the body. A client that
 * writes other blanks, or its body in chunks, sends a few bytes more or less.
 */
final class WireBytes {
  private static final int BLANK = 1;
  private static final int COLON_AND_BLANK = 2;
  private static final int LINE_END = 2;

  private WireBytes() {}

  static long of(FullHttpRequest request) {
    long bytes =
        request.method().name().length()
            + BLANK
            + request.uri().length()
            + BLANK
            + request.protocolVersion().text().length()
            + LINE_END;
    Iterator<Map.Entry<CharSequence, CharSequence>> headers =
        request.headers().iteratorCharSequence();
    while (headers.hasNext()) {
      Map.Entry<CharSequence, CharSequence> header = headers.next();
      bytes += header.getKey().length() + COLON_AND_BLANK + header.getValue().length() + LINE_END;
    }
    return bytes + LINE_END + request.content().readableBytes();
  }
}
