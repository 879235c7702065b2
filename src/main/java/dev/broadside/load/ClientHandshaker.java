package dev.broadside.load;

import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;

/** Netty's handshake of RFC 6455, after which frames are decoded by a {@link TextFrameDecoder}. */
final class ClientHandshaker extends WebSocketClientHandshaker13 {
  private final Connection connection;
  private final ArrivalStamp stamp;

  ClientHandshaker(
      Handshakes.Handshake handshake,
      int maxFrameBytes,
      Connection connection,
      ArrivalStamp stamp) {
    super(
        handshake.uri(),
        WebSocketVersion.V13,
        handshake.subprotocol(),
        false,
        handshake.headers(),
        maxFrameBytes);
    this.connection = connection;
    this.stamp = stamp;
  }

  @Override
  protected WebSocketFrameDecoder newWebsocketDecoder() {
    return new TextFrameDecoder(maxFramePayloadLength(), connection, stamp);
  }
}
